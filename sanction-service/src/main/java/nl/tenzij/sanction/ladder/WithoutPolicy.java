package nl.tenzij.sanction.ladder;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import nl.tenzij.ledger.runtime.Looking;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.sanction.incident.Incident;
import nl.tenzij.sanction.incident.Incident.OnRecord;
import nl.tenzij.sanction.incident.IncidentCommand;
import nl.tenzij.sanction.incident.IncidentEvent;
import nl.tenzij.sanction.incident.Incidents;
import nl.tenzij.sanction.incident.Lesson;
import nl.tenzij.sanction.incident.Observation;
import nl.tenzij.sanction.incident.VerdictThen;
import nl.tenzij.sanction.ladder.StandingCommand.Entry;
import nl.tenzij.sanction.ladder.Weighing.BreachOf;
import nl.tenzij.sanction.school.RulesInForce;
import nl.tenzij.sanction.school.Schools;
import nl.tenzij.sanction.verdict.Asking;
import nl.tenzij.sanction.verdict.Question;
import nl.tenzij.sanction.verdict.Verdicts;

/**
 * Breaches for which no policy was known to be in force when they were recorded. It can become
 * known later, since it comes from another service, and a school enters the one that it had. Then
 * the verdict of that moment is taken, as for any other incident, and only what was against the
 * rules is counted.
 */
@ApplicationScoped
public class WithoutPolicy {

  private static final String NAME = "without-policy";

  private static final String KEEP =
      """
      insert into breach_without_policy as kept
        (board, school, pupil, incident, breach, occurred_at)
      select $1, $2, $3, $4, $5, $6 where not is_forgotten_by_now($1, $3)
      on conflict (board, school, pupil, incident) do update
      set occurred_at = excluded.occurred_at
      """;

  private static final String HAS_A_POLICY =
      """
      exists (
        select from policy_known p
        where p.board = b.board and p.school = b.school and p.topic = 'PHONES'
          and p.valid_from <= b.occurred_at)
      """;

  private static final String WITH_A_POLICY =
      "select b.board, b.school, b.pupil, b.incident from breach_without_policy b where "
          + HAS_A_POLICY
          + " order by b.occurred_at limit $1";

  // A correction can have put it into a time without policy meanwhile: then it goes on waiting.
  private static final String WEIGHED =
      """
      delete from breach_without_policy b
      where b.board = $1 and b.school = $2 and b.pupil = $3 and b.incident = $4 and
      """
          + HAS_A_POLICY;

  private final Schools schools;
  private final Verdicts verdicts;
  private final Weighing weighing;
  private final Looking looking;
  private final Pool pool;
  private final CommandHandler<IncidentCommand, Incident, IncidentEvent> incidents;

  public WithoutPolicy(
      Schools schools,
      Verdicts verdicts,
      Weighing weighing,
      Looking looking,
      Pool pool,
      CommandHandler<IncidentCommand, Incident, IncidentEvent> incidents) {
    this.schools = schools;
    this.verdicts = verdicts;
    this.weighing = weighing;
    this.looking = looking;
    this.pool = pool;
    this.incidents = incidents;
  }

  Uni<Void> keep(List<BreachOf> breaches, SqlConnection sql) {
    return Multi.createFrom()
        .iterable(breaches)
        .onItem()
        .transformToUniAndConcatenate(breach -> keep(breach, sql))
        .collect()
        .last();
  }

  private static Uni<Void> keep(BreachOf breach, SqlConnection sql) {
    return sql.preparedQuery(KEEP)
        .execute(
            Tuple.tuple()
                .addString(breach.board().id())
                .addString(breach.school().id())
                .addString(breach.pupil())
                .addUUID(breach.incident())
                .addString(breach.breach().name())
                .addOffsetDateTime(breach.occurredAt().atOffset(ZoneOffset.UTC)))
        .replaceWithVoid();
  }

  @Scheduled(every = "${tenzij.calendar.look:1s}", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> look() {
    return looking.inOrder(
        "breaches to weigh again",
        pool.preparedQuery(WITH_A_POLICY).execute(Tuple.of(Looking.AT_ONCE)),
        this::weigh);
  }

  /** As the incident is on record now: it may have been corrected meanwhile. */
  private Uni<Void> weigh(Row row) {
    StreamId incident =
        Incidents.stream(
            new Board(row.getString("board")),
            new School(row.getString("school")),
            row.getUUID("incident"));
    String pupil = row.getString("pupil");
    return incidents
        .load(incident)
        .chain(
            loaded ->
                weigh(
                    incident,
                    pupil,
                    ((OnRecord) loaded.state()).observed(),
                    new Entry(loaded.version(), false)))
        .chain(() -> weighed(incident, pupil));
  }

  private Uni<Void> weigh(StreamId incident, String pupil, Observation observed, Entry entry) {
    return observed.offenders().contains(pupil)
        ? verdict(incident, pupil, observed)
            .chain(
                then ->
                    then.map(verdict -> weigh(incident, observed, entry, verdict))
                        .orElseGet(() -> Uni.createFrom().voidItem()))
        : Uni.createFrom().voidItem();
  }

  /** Of a pupil who left meanwhile there is none, and nothing is counted any more. */
  private Uni<Optional<VerdictThen>> verdict(
      StreamId incident, String pupil, Observation observed) {
    var question =
        new Question(
            observed.device(),
            observed.place(),
            observed.moment(),
            observed.lesson().flatMap(Lesson::subject));
    return verdicts
        .ofPupils(
            new Asking(incident.board(), incident.school(), observed.occurredAt(), question),
            List.of(pupil),
            Optional.empty())
        .map(answers -> answers.of(pupil).map(VerdictThen::of));
  }

  private Uni<Void> weigh(StreamId incident, Observation observed, Entry entry, VerdictThen then) {
    BreachOf breach = BreachOf.of(incident, then.pupil(), observed, entry, then.exempted());
    return then.excuses(observed.category())
        ? weighing.excuse(breach, Looking.meta(NAME))
        : schools
            .rules(breach.board(), breach.school(), breach.occurredAt(), pool)
            .chain(
                rules ->
                    weighing.weigh(
                        List.of(breach), rules.map(RulesInForce::ladder), Looking.meta(NAME)));
  }

  private Uni<Void> weighed(StreamId incident, String pupil) {
    return pool.preparedQuery(WEIGHED)
        .execute(Tuple.of(incident.board().id(), incident.school().id(), pupil, incident.id()))
        .replaceWithVoid();
  }
}
