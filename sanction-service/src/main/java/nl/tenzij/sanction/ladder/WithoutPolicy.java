package nl.tenzij.sanction.ladder;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.sanction.incident.Breach;
import nl.tenzij.sanction.ladder.Weighing.BreachOf;
import nl.tenzij.sanction.school.RulesInForce;
import nl.tenzij.sanction.school.Schools;

/**
 * Breaches for which no policy was known to be in force. A policy can become known after the
 * incident that it bound, since it comes from another service: then they are weighed again.
 */
@ApplicationScoped
public class WithoutPolicy {

  private static final String ALONE =
      "select pg_advisory_xact_lock(hashtextextended('without-policy/' || $1 || '/' || $2, 0))";

  private static final String KEEP =
      """
      insert into breach_without_policy (board, school, pupil, incident, breach, occurred_at)
      values ($1, $2, $3, $4, $5, $6) on conflict do nothing
      """;

  private static final String TAKE =
      """
      delete from breach_without_policy where board = $1 and school = $2 and occurred_at >= $3
      returning pupil, incident, breach, occurred_at
      """;

  private final Schools schools;
  private final Weighing weighing;

  public WithoutPolicy(Schools schools, Weighing weighing) {
    this.schools = schools;
    this.weighing = weighing;
  }

  /**
   * Until the transaction ends, nobody else looks for this school's policies or adds one. Without
   * it an incident and its policy could arrive at once and not see each other.
   */
  public Uni<Void> alone(Board board, School school, SqlConnection sql) {
    return sql.preparedQuery(ALONE).execute(Tuple.of(board.id(), school.id())).replaceWithVoid();
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

  /** Weighs what happened since a policy came in force, now that it is known. */
  public Uni<Void> weighAgain(
      Board board, School school, Instant since, Meta meta, SqlConnection sql) {
    return sql.preparedQuery(TAKE)
        .execute(Tuple.of(board.id(), school.id(), since.atOffset(ZoneOffset.UTC)))
        .chain(
            rows ->
                Multi.createFrom()
                    .iterable(rows)
                    .map(row -> breach(board, school, row))
                    .onItem()
                    .transformToUniAndConcatenate(breach -> weigh(breach, meta, sql))
                    .collect()
                    .last());
  }

  private Uni<Void> weigh(BreachOf breach, Meta meta, SqlConnection sql) {
    return schools
        .rules(breach.board(), breach.school(), breach.occurredAt(), sql)
        .chain(rules -> weighing.weigh(List.of(breach), rules.map(RulesInForce::ladder), meta));
  }

  private static BreachOf breach(Board board, School school, Row row) {
    return new BreachOf(
        board,
        school,
        row.getString("pupil"),
        row.getUUID("incident"),
        Breach.valueOf(row.getString("breach")),
        row.getOffsetDateTime("occurred_at").toInstant());
  }
}
