package nl.tenzij.notification.letter;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.kafka.Inbox;
import nl.tenzij.ledger.kafka.Incoming;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.NotYet;
import nl.tenzij.notification.hours.SchoolHours;
import nl.tenzij.notification.letter.Confirmation.Correction;
import nl.tenzij.notification.letter.Confirmation.Happened;
import nl.tenzij.notification.message.Notice;

/**
 * Our own record of what letters confirm, fed by the events of sanction- and school-service. Of a
 * pupil who is forgotten there is none.
 */
@ApplicationScoped
class Confirmations {

  private static final String PROPOSED =
      """
      insert into letter_sanction (board, school, sanction, incident, pupil, clause)
      select $1, $2, $3, $4, $5, $6 where not is_forgotten_by_now($1, $5)
      on conflict (board, school, sanction) do update set clause = excluded.clause
      """;

  /** What is made lighter says nothing of who was heard: that stays. */
  private static final String DECIDED =
      """
      insert into letter_sanction as old
        (board, school, sanction, incident, pupil, measure, first_day, last_day, decided_at, holds, sequence,
          decided_sequence, guardians_heard)
      select $1, $2, $3, $4, $5, $6, $7, $8, $9, true, $10, $10, $11 where not is_forgotten_by_now($1, $5)
      on conflict (board, school, sanction) do update set incident = excluded.incident, pupil = excluded.pupil,
        measure = excluded.measure, first_day = excluded.first_day, last_day = excluded.last_day,
        decided_at = excluded.decided_at, holds = true, sequence = excluded.sequence,
        decided_sequence = excluded.decided_sequence,
        guardians_heard = coalesce(excluded.guardians_heard, old.guardians_heard)
      where old.sequence < excluded.sequence
      """;

  /** Of what came in before this was kept: read again, the last decision says it. */
  private static final String DECIDED_BEFORE =
      """
      update letter_sanction set decided_at = $4, decided_sequence = $5
      where board = $1 and school = $2 and sanction = $3 and decided_sequence < $5 and sequence >= $5
        and measure is not null
      """;

  /** What was decided stays, with its date: it lasted fewer days. */
  private static final String ENDED =
      """
      update letter_sanction set last_day = $4, sequence = $5
      where board = $1 and school = $2 and sanction = $3 and sequence < $5 and measure is not null
      """;

  private static final String REVOKED =
      """
      insert into letter_sanction as old (board, school, sanction, sequence)
      select $1, $2, $3, $4 where not is_forgotten_by_now($1, $5)
      on conflict (board, school, sanction) do update set holds = false, sequence = excluded.sequence
      where old.sequence < excluded.sequence
      """;

  /**
   * Kept before it was known when entries were made: read again, it is kept if it says something.
   */
  private static final String HAPPENED_BEFORE =
      """
      delete from letter_incident
      where board = $1 and school = $2 and incident = $3 and sequence = $4 and said_at = occurred_at
      """;

  /**
   * What an entry leaves as it was, it does not say anew. Of one that came in before it was kept
   * when entries were made, that is learned where it is read again.
   */
  private static final String HAPPENED =
      """
      insert into letter_incident (board, school, incident, category, occurred_at, sequence, said_at)
      select $1, $2, $3, $4, $5, $6, $7
      where not exists (
        select from (
          select category, occurred_at from letter_incident
          where board = $1 and school = $2 and incident = $3 and sequence < $6
          order by sequence desc limit 1) as before
        where before.category = $4 and before.occurred_at = $5)
      on conflict (board, school, incident, sequence) do update set said_at = excluded.said_at
      """;

  private static final String IN_FORCE =
      """
      insert into letter_policy (board, school, policy, version, in_force_from, objection_term, sequence)
      values ($1, $2, $3, $4, $5, $6, $7) on conflict (board, school, policy, version) do nothing
      """;

  /**
   * With the entry on what happened that stood when it was decided, and the newest one where that
   * is another. Of one from before the entries were kept the nearest is all that is known, and
   * where its decision is not known yet, the one that is nearest to what came last.
   */
  private static final String FIND =
      """
      select s.measure, s.first_day, s.last_day, s.clause, s.decided_at, s.holds, s.guardians_heard, i.category, i.occurred_at,
        n.category as category_now, n.occurred_at as occurred_now, n.said_at,
        (select p.objection_term from letter_policy p
          where p.board = s.board and p.school = s.school and p.in_force_from <= s.decided_at
          order by p.in_force_from desc, p.sequence desc, p.version desc limit 1) as objection_term
      from letter_sanction s
        cross join lateral (select coalesce(nullif(s.decided_sequence, 0), s.sequence) as decided_sequence) d
        left join lateral (
          select * from letter_incident i
          where i.board = s.board and i.school = s.school and i.incident = s.incident
          order by i.sequence < d.decided_sequence desc, abs(i.sequence - d.decided_sequence)
          limit 1) i on true
        left join lateral (
          select * from letter_incident n
          where n.board = i.board and n.school = i.school and n.incident = i.incident
            and n.sequence > i.sequence
          order by n.sequence desc limit 1) n on true
      where s.board = $1 and s.school = $2 and s.sanction = $3 and s.measure is not null
        and ($4::text is null or s.pupil = $4)
      """;

  private static final String OF_PUPIL =
      """
      select sanction, measure, first_day, last_day, decided_at from letter_sanction
      where board = $1 and school = $2 and pupil = $3 and holds and measure = any($4)
        and first_day is not null and last_day is not null
        and ($5::timestamptz is null or (decided_at, sanction) < ($5, $6))
      order by decided_at desc, sanction desc limit $7
      """;

  private final Pool pool;
  private final SchoolHours hours;
  private final Inbox inbox;

  Confirmations(Pool pool, SchoolHours hours, Inbox inbox) {
    this.pool = pool;
    this.hours = hours;
    this.inbox = inbox;
  }

  Uni<Void> proposed(Incoming message, Told told, SqlConnection sql) {
    return sql.preparedQuery(PROPOSED)
        .execute(
            Tuple.tuple()
                .addString(message.board().id())
                .addString(message.school().id())
                .addString(told.sanction())
                .addString(told.incident())
                .addString(told.pupil())
                .addString(told.clause()))
        .replaceWithVoid();
  }

  Uni<Void> decided(Incoming message, Told told, SqlConnection sql) {
    return sql.preparedQuery(DECIDED)
        .execute(
            Tuple.tuple()
                .addString(message.board().id())
                .addString(message.school().id())
                .addString(told.sanction())
                .addString(told.incident())
                .addString(told.pupil())
                .addString(told.measure())
                .addLocalDate(told.from())
                .addLocalDate(told.until())
                .addOffsetDateTime(message.time().atOffset(ZoneOffset.UTC))
                .addLong(message.sequence())
                .addBoolean(told.guardiansHeard()))
        .chain(
            () ->
                sql.preparedQuery(DECIDED_BEFORE)
                    .execute(
                        Tuple.of(
                            message.board().id(),
                            message.school().id(),
                            told.sanction(),
                            message.time().atOffset(ZoneOffset.UTC),
                            message.sequence())))
        .replaceWithVoid();
  }

  Uni<Void> ended(Incoming message, Told told, SqlConnection sql) {
    return sql.preparedQuery(ENDED)
        .execute(
            Tuple.of(
                message.board().id(),
                message.school().id(),
                told.sanction(),
                told.until(),
                message.sequence()))
        .replaceWithVoid();
  }

  Uni<Void> revoked(Incoming message, Told told, SqlConnection sql) {
    return sql.preparedQuery(REVOKED)
        .execute(
            Tuple.of(
                message.board().id(),
                message.school().id(),
                told.sanction(),
                message.sequence(),
                told.pupil()))
        .replaceWithVoid();
  }

  Uni<Void> happened(Incoming message, Told told, SqlConnection sql) {
    return sql.preparedQuery(HAPPENED_BEFORE)
        .execute(
            Tuple.of(
                message.board().id(), message.school().id(), told.incident(), message.sequence()))
        .chain(
            () ->
                sql.preparedQuery(HAPPENED)
                    .execute(
                        Tuple.tuple()
                            .addString(message.board().id())
                            .addString(message.school().id())
                            .addString(told.incident())
                            .addString(told.category())
                            .addOffsetDateTime(told.occurredAt().atOffset(ZoneOffset.UTC))
                            .addLong(message.sequence())
                            .addOffsetDateTime(message.time().atOffset(ZoneOffset.UTC))))
        .replaceWithVoid();
  }

  Uni<Void> inForce(Incoming message, PolicyTold policy, SqlConnection sql) {
    return sql.preparedQuery(IN_FORCE)
        .execute(
            Tuple.tuple()
                .addString(message.board().id())
                .addString(message.school().id())
                .addString(policy.policy())
                .addInteger(policy.version())
                .addOffsetDateTime(policy.from().atOffset(ZoneOffset.UTC))
                .addString(policy.objectionTerm())
                .addLong(message.sequence()))
        .replaceWithVoid();
  }

  /**
   * What a message tells of. Messages and letters are two consumers' work, and either can be
   * quicker.
   *
   * @return fails with {@link NotYours} where nothing was confirmed, {@link Refused} where what was
   *     no longer holds, {@link NotYet} where the message was quicker, or it is not known yet what
   *     happened
   */
  Uni<Confirmation> toldBy(Notice notice, Board board, School school) {
    Uni<Confirmation> asItIs = of(board, school, notice.matter(), null);
    if (!Letters.confirms(notice.text().template())) {
      return asItIs;
    }
    return asItIs
        .onFailure(NotYours.class)
        .recoverWithUni(
            () ->
                inbox
                    .isSettled(ConfirmedSanctions.NAME, notice.event())
                    .chain(settled -> settled ? asItIs : Uni.createFrom().failure(new NotYet())));
  }

  /**
   * As {@link #toldBy}, where it is this pupil's; of what is not known here nothing says that it
   * will be.
   */
  Uni<Confirmation> ofPupil(Board board, School school, String sanction, String pupil) {
    return of(board, school, sanction, pupil);
  }

  /** Where the page before ended. */
  record Before(Instant decided, String sanction) {}

  /**
   * The pupil's that hold, the newest first.
   *
   * @param before null on the first page
   */
  Uni<List<Row>> listOfPupil(Board board, School school, String pupil, Before before, int most) {
    return pool.preparedQuery(OF_PUPIL)
        .execute(
            Tuple.tuple()
                .addString(board.id())
                .addString(school.id())
                .addString(pupil)
                .addArrayOfString(Letters.written().toArray(String[]::new))
                .addOffsetDateTime(
                    before == null ? null : before.decided().atOffset(ZoneOffset.UTC))
                .addString(before == null ? null : before.sanction())
                .addInteger(most))
        .map(rows -> rows.stream().toList());
  }

  private Uni<Confirmation> of(Board board, School school, String sanction, String pupil) {
    return hours
        .of(board, school, pool)
        .chain(
            known ->
                pool.preparedQuery(FIND)
                    .execute(Tuple.of(board.id(), school.id(), sanction, pupil))
                    .map(
                        rows -> {
                          if (rows.size() == 0) {
                            throw new NotYours();
                          }
                          return read(rows.iterator().next(), known.zone());
                        }));
  }

  private static Confirmation read(Row row, ZoneId zone) {
    if (!row.getBoolean("holds")) {
      throw new Refused("letter-overtaken", "the decision that it confirms was revoked");
    }
    if (row.getLocalDate("first_day") == null || row.getLocalDate("last_day") == null) {
      throw new NotYours();
    }
    if (row.getString("category") == null) {
      // Incidents and sanctions of one pupil come in order, those of several pupils do not.
      throw new NotYet();
    }
    Happened happened = happened(row, "category", "occurred_at", zone);
    LocalDate decided = day(row.getOffsetDateTime("decided_at").toInstant(), zone);
    String term = row.getString("objection_term");
    return new Confirmation(
        row.getString("measure"),
        row.getLocalDate("first_day"),
        row.getLocalDate("last_day"),
        happened,
        correction(row, happened, zone),
        row.getString("clause"),
        row.getBoolean("guardians_heard"),
        decided,
        term == null ? null : decided.plus(Period.parse(term)),
        Explanation.NONE);
  }

  private static Happened happened(Row row, String category, String occurred, ZoneId zone) {
    return new Happened(
        row.getString(category), day(row.getOffsetDateTime(occurred).toInstant(), zone));
  }

  /** None where nothing was written since, or the same again in the end. */
  private static Correction correction(Row row, Happened then, ZoneId zone) {
    if (row.getString("category_now") == null) {
      return null;
    }
    Happened now = happened(row, "category_now", "occurred_now", zone);
    return now.equals(then)
        ? null
        : new Correction(day(row.getOffsetDateTime("said_at").toInstant(), zone), now);
  }

  private static LocalDate day(Instant moment, ZoneId zone) {
    return LocalDate.ofInstant(moment, zone);
  }
}
