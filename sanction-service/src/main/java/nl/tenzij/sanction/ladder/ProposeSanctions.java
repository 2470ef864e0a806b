package nl.tenzij.sanction.ladder;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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
      case IncidentRecorded incident -> propose(recorded, incident.observed(), sql);
      case IncidentCorrected correction ->
          takeBack(recorded, correction).chain(() -> propose(recorded, correction.observed(), sql));
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

  private Uni<Void> propose(Recorded<?> recorded, Observation observed, SqlConnection sql) {
    StreamId stream = recorded.stream();
    return withoutPolicy
        .alone(stream.board(), stream.school(), sql)
        .chain(() -> schools.rules(stream.board(), stream.school(), observed.occurredAt(), sql))
        .chain(rules -> weigh(breaches(stream, observed), rules, after(recorded), sql));
  }

  private Uni<Void> weigh(
      List<BreachOf> breaches, Optional<RulesInForce> rules, Meta meta, SqlConnection sql) {
    Uni<Void> weighed = weighing.weigh(breaches, rules.map(RulesInForce::ladder), meta);
    return rules.isPresent() ? weighed : weighed.chain(() -> withoutPolicy.keep(breaches, sql));
  }

  private static List<BreachOf> breaches(StreamId stream, Observation observed) {
    return observed.offenders().stream()
        .map(pupil -> BreachOf.of(stream, pupil, observed))
        .toList();
  }

  private static Meta after(Recorded<?> recorded) {
    Meta of = recorded.meta();
    return new Meta(
        NAME, "policy", UUID.randomUUID(), recorded.id(), of.correlation(), of.traceparent());
  }
}
