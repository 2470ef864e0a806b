package nl.tenzij.school.policy;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.subscription.Projection;
import nl.tenzij.school.policy.PolicyEvent.PolicyActivated;

/**
 * Keeps what was in force from when until when, per topic: {@link PolicyPeriodRow}. At a moment
 * that is what began last before it. The decider lets a policy begin after the one in force only;
 * two that are brought in force at the same instant, each beside the other, still have each their
 * time. One whose text is corrected has the time that it had.
 */
@ApplicationScoped
public class PolicyPeriods implements Projection {

  public static final String NAME = "policy-periods";

  private static final String ENDED =
      """
      update policy_period set until = $4
      where board = $1 and school = $2 and topic = $3 and since <= $4
        and (until is null or until > $4) and policy <> $5
      """;
  private static final String BEGUN =
      """
      insert into policy_period (board, school, topic, policy, since, until)
      select $1, $2, $3, $4::uuid, $5, min(since) from policy_period
      where board = $1 and school = $2 and topic = $3 and since > $5
      on conflict (policy) do nothing
      """;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> tables() {
    return List.of("policy_period");
  }

  @Override
  public Set<Class<?>> events() {
    return Set.of(PolicyActivated.class);
  }

  @Override
  public Uni<Void> handle(List<Recorded<?>> events, SqlConnection sql) {
    return Multi.createFrom()
        .iterable(events)
        .filter(recorded -> recorded.event() instanceof PolicyActivated)
        .onItem()
        .transformToUniAndConcatenate(
            recorded -> begin(recorded, (PolicyActivated) recorded.event(), sql))
        .collect()
        .last();
  }

  private static Uni<Void> begin(
      Recorded<?> recorded, PolicyActivated activated, SqlConnection sql) {
    String board = recorded.stream().board().id();
    String school = recorded.stream().school().id();
    String topic = activated.topic().name();
    var since = activated.from().atOffset(ZoneOffset.UTC);
    return sql.preparedQuery(ENDED)
        .execute(Tuple.of(board, school, topic, since, activated.policy()))
        .chain(
            () ->
                sql.preparedQuery(BEGUN)
                    .execute(Tuple.of(board, school, topic, activated.policy(), since)))
        .replaceWithVoid();
  }
}
