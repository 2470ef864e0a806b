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
import nl.tenzij.sanction.ladder.StandingCommand.Entry;
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

  /** Passes on why an incident was corrected. */
  @Override
  public boolean looksIntoPersonal() {
    return true;
  }

  @Override
  public Uni<Void> handle(Recorded<?> recorded, SqlConnection sql) {
    return switch (recorded.event()) {
      case IncidentRecorded incident ->
          propose(
              recorded,
              new Named(incident.observed(), incident.verdicts(), List.of(), recorded.version()),
              sql);
      case IncidentCorrected correction -> follow(recorded, correction, sql);
      default -> Uni.createFrom().voidItem();
    };
  }

  /**
   * Who is said to have done it, by an entry of an incident.
   *
   * @param before those who were said to by the entry before
   */
  private record Named(
      Observation observed, List<VerdictThen> verdicts, List<String> before, int version) {

    private Optional<VerdictThen> verdict(String pupil) {
      return verdicts.stream().filter(then -> then.pupil().equals(pupil)).findFirst();
    }

    /**
     * Where no policy was known as the verdict was taken, and now one is, the verdict is taken
     * again before anything is counted.
     */
    private boolean isJudged(String pupil) {
      return verdict(pupil).map(VerdictThen::knowsThePolicy).orElse(true);
    }

    private BreachOf breach(StreamId incident, String pupil) {
      return BreachOf.of(
          incident,
          pupil,
          observed,
          new Entry(version, !before.contains(pupil)),
          verdict(pupil).flatMap(VerdictThen::exempted));
    }

    private List<BreachOf> breaches(StreamId incident, Predicate<String> which) {
      return observed.offenders().stream()
          .filter(which)
          .map(pupil -> breach(incident, pupil))
          .toList();
    }
  }

  private Uni<Void> follow(Recorded<?> recorded, IncidentCorrected correction, SqlConnection sql) {
    return incidents
        .load(recorded.stream(), recorded.version() - 1)
        .map(before -> ((OnRecord) before.state()).observed().offenders())
        .chain(
            before ->
                takeBack(recorded, correction, before)
                    .chain(
                        () ->
                            propose(
                                recorded,
                                new Named(
                                    correction.observed(),
                                    correction.verdicts(),
                                    before,
                                    recorded.version()),
                                sql)));
  }

  /** Of those who were offenders by the entry before and are none by this one. */
  private Uni<Void> takeBack(
      Recorded<?> recorded, IncidentCorrected correction, List<String> before) {
    List<String> offenders = correction.observed().offenders();
    return Multi.createFrom()
        .iterable(before)
        .filter(pupil -> !offenders.contains(pupil))
        .onItem()
        .transformToUniAndConcatenate(
            pupil ->
                weighing.takeBack(
                    BreachOf.of(
                        recorded.stream(),
                        pupil,
                        correction.observed(),
                        new Entry(recorded.version(), false),
                        Optional.empty()),
                    correction.reason(),
                    correction.by(),
                    after(recorded)))
        .collect()
        .last();
  }

  private Uni<Void> propose(Recorded<?> recorded, Named named, SqlConnection sql) {
    StreamId stream = recorded.stream();
    return schools
        .rules(stream.board(), stream.school(), named.observed().occurredAt(), sql)
        .chain(
            rules ->
                rules.isPresent()
                    ? weigh(recorded, named, rules.get(), sql)
                    : keep(named.breaches(stream, _ -> true), after(recorded), sql));
  }

  private Uni<Void> weigh(
      Recorded<?> recorded, Named named, RulesInForce rules, SqlConnection sql) {
    List<BreachOf> judged = named.breaches(recorded.stream(), named::isJudged);
    List<BreachOf> unjudged = named.breaches(recorded.stream(), pupil -> !named.isJudged(pupil));
    return weighing
        .weigh(judged, Optional.of(rules.ladder()), after(recorded))
        .chain(() -> keep(unjudged, after(recorded), sql));
  }

  private Uni<Void> keep(List<BreachOf> breaches, Meta meta, SqlConnection sql) {
    return weighing
        .weigh(breaches, Optional.empty(), meta)
        .chain(() -> withoutPolicy.keep(breaches, sql));
  }

  private static Meta after(Recorded<?> recorded) {
    Meta of = recorded.meta();
    return new Meta(
        NAME, "policy", UUID.randomUUID(), recorded.id(), of.correlation(), of.traceparent());
  }
}
