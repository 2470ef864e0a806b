package nl.tenzij.sanction.ladder;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.subscription.Policy;
import nl.tenzij.sanction.incident.IncidentEvent.IncidentRecorded;
import nl.tenzij.sanction.incident.Observation;
import nl.tenzij.sanction.ladder.Weighing.BreachOf;
import nl.tenzij.sanction.school.RulesInForce;
import nl.tenzij.sanction.school.Schools;

/**
 * Whenever an incident is recorded, proposes a sanction for each offender by the ladder that was in
 * force when it happened.
 */
@ApplicationScoped
public class ProposeSanctions implements Policy {

  static final String NAME = "propose-sanctions";

  private final Schools schools;
  private final Weighing weighing;
  private final WithoutPolicy withoutPolicy;

  public ProposeSanctions(Schools schools, Weighing weighing, WithoutPolicy withoutPolicy) {
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
    return Set.of(IncidentRecorded.class);
  }

  @Override
  public Uni<Void> handle(Recorded<?> recorded, SqlConnection sql) {
    return recorded.event() instanceof IncidentRecorded incident
        ? propose(recorded, incident.observed(), sql)
        : Uni.createFrom().voidItem();
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
        .map(
            pupil ->
                new BreachOf(
                    stream.board(),
                    stream.school(),
                    pupil,
                    stream.id(),
                    observed.category().breach(),
                    observed.occurredAt()))
        .toList();
  }

  private static Meta after(Recorded<?> recorded) {
    Meta of = recorded.meta();
    return new Meta(
        NAME, "policy", UUID.randomUUID(), recorded.id(), of.correlation(), of.traceparent());
  }
}
