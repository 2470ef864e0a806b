package nl.tenzij.school.policy;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.subscription.Projection;
import nl.tenzij.school.policy.PolicyEvent.ActivationAwaited;
import nl.tenzij.school.policy.PolicyEvent.ActivationOvertaken;
import nl.tenzij.school.policy.PolicyEvent.ActivationPlanned;
import nl.tenzij.school.policy.PolicyEvent.ActivationSettled;
import nl.tenzij.school.policy.PolicyEvent.AdoptionCorrected;
import nl.tenzij.school.policy.PolicyEvent.ConsentGiven;
import nl.tenzij.school.policy.PolicyEvent.ConsentWithheld;
import nl.tenzij.school.policy.PolicyEvent.ConsultationRecorded;
import nl.tenzij.school.policy.PolicyEvent.ContentRevised;
import nl.tenzij.school.policy.PolicyEvent.PolicyActivated;
import nl.tenzij.school.policy.PolicyEvent.PolicyAdopted;
import nl.tenzij.school.policy.PolicyEvent.PolicyConsented;
import nl.tenzij.school.policy.PolicyEvent.PolicyDiscarded;
import nl.tenzij.school.policy.PolicyEvent.PolicyDrafted;
import nl.tenzij.school.policy.PolicyEvent.PolicyIncorporated;
import nl.tenzij.school.policy.PolicyEvent.PolicyPublished;
import nl.tenzij.school.policy.PolicyEvent.PolicySubmitted;
import nl.tenzij.school.policy.PolicyEvent.PolicySuperseded;
import nl.tenzij.school.policy.PolicyEvent.PolicyWithdrawn;
import nl.tenzij.school.policy.SchoolPolicy.Life;

/** Keeps the list of a school's policies: {@link PolicyRow}. */
@ApplicationScoped
public class PolicyOverview implements Projection {

  public static final String NAME = "policy-overview";

  private static final String DRAFTED =
      """
      insert into policy_overview (policy, board, school, topic, title, life, revision, position)
      values ($1, $2, $3, $4, $5, 'DRAFT', 1, $6)
      """;
  private static final String REVISED =
      "update policy_overview set revision = $2, title = $3 where policy = $1";
  private static final String DISCARDED = "delete from policy_overview where policy = $1";
  private static final String LIVES =
      """
      update policy_overview set life = $2, planned_from = null, announced_from = null, reminded = null
      where policy = $1
      """;
  private static final String PUBLISHED =
      """
      update policy_overview
      set life = 'PUBLISHED', planned_from = null, announced_from = $2, reminded = null
      where policy = $1
      """;
  private static final String PLANNED =
      "update policy_overview set planned_from = $2, announced_from = null where policy = $1";
  private static final String REMINDED =
      "update policy_overview set reminded = $2 where policy = $1";
  private static final String ACTIVATED =
      """
      update policy_overview set life = 'IN_FORCE', in_force_from = $2, planned_from = null,
        announced_from = null, reminded = null
      where policy = $1
      """;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> tables() {
    return List.of("policy_overview");
  }

  @Override
  public Set<Class<?>> events() {
    return Set.of(PolicyEvent.class.getPermittedSubclasses());
  }

  @Override
  public Uni<Void> handle(List<Recorded<?>> events, SqlConnection sql) {
    return Projection.oneByOne(
        events, recorded -> handle(recorded, (PolicyEvent) recorded.event(), sql));
  }

  private static Uni<Void> handle(Recorded<?> recorded, PolicyEvent event, SqlConnection sql) {
    UUID policy = recorded.stream().id();
    return switch (event) {
      case PolicyDrafted drafted -> drafted(recorded, drafted, sql);
      case ContentRevised(var revision, var content) ->
          run(sql, REVISED, Tuple.of(policy, revision, content.title()));
      case ConsultationRecorded _ -> lives(sql, policy, Life.IN_CONSULTATION);
      case AdoptionCorrected corrected ->
          run(sql, REVISED, Tuple.of(policy, corrected.revision(), corrected.content().title()));
      case PolicyDiscarded _ -> run(sql, DISCARDED, Tuple.of(policy));
      case PolicyAdopted _ -> Uni.createFrom().voidItem();
      case PolicySubmitted _ -> lives(sql, policy, Life.SUBMITTED);
      case ConsentGiven _ -> Uni.createFrom().voidItem();
      case PolicyConsented _ -> lives(sql, policy, Life.CONSENTED);
      case ConsentWithheld _ -> lives(sql, policy, Life.DRAFT);
      case PolicyWithdrawn _ -> lives(sql, policy, Life.DRAFT);
      case PolicyIncorporated _ -> Uni.createFrom().voidItem();
      case PolicyPublished published ->
          run(sql, PUBLISHED, Tuple.of(policy, moment(published.announced())));
      case ActivationPlanned(var from) -> run(sql, PLANNED, Tuple.of(policy, moment(from)));
      case ActivationOvertaken _ -> run(sql, PLANNED, Tuple.of(policy, null));
      case ActivationAwaited(_, _, var stage) -> run(sql, REMINDED, Tuple.of(policy, stage.name()));
      case ActivationSettled() -> run(sql, REMINDED, Tuple.of(policy, Reminded.SETTLED.name()));
      case PolicyActivated activated ->
          run(sql, ACTIVATED, Tuple.of(policy, moment(activated.from())));
      case PolicySuperseded _ -> lives(sql, policy, Life.SUPERSEDED);
    };
  }

  private static OffsetDateTime moment(Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  private static Uni<Void> drafted(Recorded<?> recorded, PolicyDrafted drafted, SqlConnection sql) {
    return run(
        sql,
        DRAFTED,
        Tuple.of(
            recorded.stream().id(),
            recorded.stream().board().id(),
            recorded.stream().school().id(),
            drafted.topic().name(),
            drafted.content().title(),
            recorded.position()));
  }

  private static Uni<Void> lives(SqlConnection sql, UUID policy, Life life) {
    return run(sql, LIVES, Tuple.of(policy, life.name()));
  }

  private static Uni<Void> run(SqlConnection sql, String statement, Tuple values) {
    return sql.preparedQuery(statement).execute(values).replaceWithVoid();
  }
}
