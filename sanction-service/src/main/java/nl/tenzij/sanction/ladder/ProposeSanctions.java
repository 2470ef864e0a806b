package nl.tenzij.sanction.ladder;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.subscription.Policy;
import nl.tenzij.sanction.incident.Incident;
import nl.tenzij.sanction.incident.Incident.OnRecord;
import nl.tenzij.sanction.incident.IncidentCommand;
import nl.tenzij.sanction.incident.IncidentEvent;
import nl.tenzij.sanction.incident.IncidentEvent.IncidentCorrected;
import nl.tenzij.sanction.incident.IncidentEvent.IncidentRecorded;
import nl.tenzij.sanction.incident.Observation;
import nl.tenzij.sanction.incident.VerdictThen;
import nl.tenzij.sanction.ladder.Weighing.BreachOf;
import nl.tenzij.sanction.school.RulesInForce;
import nl.tenzij.sanction.school.Schools;

/**
 * Whenever an incident is recorded, proposes a sanction for each offender by the ladder that was in
 * force when it happened; and follows a correction of who the offenders were.
 */
@ApplicationScoped
public class ProposeSanctions implements Policy {

  static final String NAME = "propose-sanctions";

  private final Schools schools;
  private final Weighing weighing;
  private final WithoutPolicy withoutPolicy;
  private final CommandHandler<IncidentCommand, Incident, IncidentEvent> incidents;

  public ProposeSanctions(
      Schools schools,
      Weighing weighing,
      WithoutPolicy withoutPolicy,
      CommandHandler<IncidentCommand, Incident, IncidentEvent> incidents) {
    this.incidents = incidents;
    this.schools = schools;
    this.weighing = weighing;
    this.withoutPolicy = withoutPolicy;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Class<?>> events() {
    return Set.of(IncidentRecorded.class, IncidentCorrected.class);
  }

  @Override
  public Uni<Void> handle(Recorded<?> recorded, SqlConnection sql) {
    return switch (recorded.event()) {
      case IncidentRecorded incident ->
          propose(recorded, incident.observed(), incident.verdicts(), sql);
      case IncidentCorrected correction ->
          takeBack(recorded, correction)
              .chain(() -> propose(recorded, correction.observed(), correction.verdicts(), sql));
      default -> Uni.createFrom().voidItem();
    };
  }

  /** Of those who were offenders by the entry before and are none by this one. */
  private Uni<Void> takeBack(Recorded<?> recorded, IncidentCorrected correction) {
    List<String> offenders = correction.observed().offenders();
    return incidents
        .load(recorded.stream(), recorded.version() - 1)
        .onItem()
        .transformToMulti(
            before ->
                Multi.createFrom().iterable(((OnRecord) before.state()).observed().offenders()))
        .filter(pupil -> !offenders.contains(pupil))
        .onItem()
        .transformToUniAndConcatenate(
            pupil ->
                weighing.takeBack(
                    BreachOf.of(recorded.stream(), pupil, correction.observed()),
                    correction.reason(),
                    correction.by(),
                    after(recorded)))
        .collect()
        .last();
  }

  private Uni<Void> propose(
      Recorded<?> recorded, Observation observed, List<VerdictThen> verdicts, SqlConnection sql) {
    StreamId stream = recorded.stream();
    return schools
        .rules(stream.board(), stream.school(), observed.occurredAt(), sql)
        .chain(
            rules ->
                rules.isPresent()
                    ? weigh(recorded, observed, verdicts, rules.get(), sql)
                    : keep(offences(stream, observed, _ -> true), after(recorded), sql));
  }

  /**
   * Where no policy was known as the verdict was taken, and now one is, the verdict is taken again
   * before anything is counted.
   */
  private Uni<Void> weigh(
      Recorded<?> recorded,
      Observation observed,
      List<VerdictThen> verdicts,
      RulesInForce rules,
      SqlConnection sql) {
    StreamId stream = recorded.stream();
    Predicate<String> unjudged =
        pupil ->
            verdicts.stream()
                .anyMatch(then -> then.pupil().equals(pupil) && !then.knowsThePolicy());
    return weighing
        .weigh(
            offences(stream, observed, unjudged.negate()),
            Optional.of(rules.ladder()),
            after(recorded))
        .chain(() -> keep(offences(stream, observed, unjudged), after(recorded), sql));
  }

  private Uni<Void> keep(List<BreachOf> breaches, Meta meta, SqlConnection sql) {
    return weighing
        .weigh(breaches, Optional.empty(), meta)
        .chain(() -> withoutPolicy.keep(breaches, sql));
  }

  private static List<BreachOf> offences(
      StreamId stream, Observation observed, Predicate<String> which) {
    return observed.offenders().stream()
        .filter(which)
        .map(pupil -> BreachOf.of(stream, pupil, observed))
        .toList();
  }

  private static Meta after(Recorded<?> recorded) {
    Meta of = recorded.meta();
    return new Meta(
        NAME, "policy", UUID.randomUUID(), recorded.id(), of.correlation(), of.traceparent());
  }
}
