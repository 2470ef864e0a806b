package nl.tenzij.school.policy;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import nl.tenzij.ledger.runtime.Looking;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.calendar.Calendar;
import nl.tenzij.school.calendar.CalendarCommand;
import nl.tenzij.school.calendar.CalendarEvent;
import nl.tenzij.school.calendar.Calendars;
import nl.tenzij.school.calendar.SchoolDays;
import nl.tenzij.school.policy.PolicyCommand.RemindOfActivation;
import nl.tenzij.school.policy.PolicyCommand.SettleActivation;

/**
 * Has a policy say that it was not activated: from the school day before the one that was made
 * known, and once that has passed. It keeps nothing in memory: what was said stands in the policy's
 * own events. So it may die at any moment, and several may look at once.
 */
@ApplicationScoped
public class ActivationReminding {

  /** No holiday is longer: of what comes later no day is looked at. */
  private static final Duration AHEAD = Duration.ofDays(Calendar.DAYS_BETWEEN);

  /** All of them: what is not due yet would keep others from being found. */
  private static final String AWAITED =
      """
      select o.board, o.school, o.policy, o.announced_from, replaced.it as is_replaced
      from policy_overview o cross join lateral (
        select coalesce(max(p.since) >= o.announced_from, false) as it from policy_period p
        where p.board = o.board and p.school = o.school and p.topic = o.topic) replaced
      where o.announced_from <= $2 and o.life = 'PUBLISHED' and o.reminded is distinct from 'SETTLED'
        and case when replaced.it then o.reminded is not null
          else o.reminded is null or o.reminded <> 'OVERDUE' and o.announced_from < $1 end
      """;

  @Inject Pool pool;
  @Inject Clock clock;
  @Inject SchoolDays days;
  @Inject CommandHandler<CalendarCommand, Calendar, CalendarEvent> calendars;
  @Inject CommandHandler<PolicyCommand, SchoolPolicy, PolicyEvent> policies;

  @Inject Looking looking;

  @Scheduled(every = "${tenzij.policy.remind:1m}", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> look() {
    Instant now = clock.instant();
    Tuple until = Tuple.of(now.atOffset(ZoneOffset.UTC), now.plus(AHEAD).atOffset(ZoneOffset.UTC));
    return looking.through(
        "policies that were not activated",
        pool.preparedQuery(AWAITED).execute(until),
        row -> say(row, now));
  }

  private Uni<Void> say(Row row, Instant now) {
    Board board = new Board(row.getString("board"));
    School school = new School(row.getString("school"));
    Uni<PolicyCommand> command =
        row.getBoolean("is_replaced")
            ? Uni.createFrom().item(new SettleActivation())
            : reminder(board, school, row.getOffsetDateTime("announced_from").toInstant(), now);
    return command
        .onItem()
        .ifNotNull()
        .transformToUni(
            due ->
                policies.handle(
                    Policies.stream(board, school, row.getUUID("policy")),
                    due,
                    Looking.meta("activation-reminding")))
        .replaceWithVoid();
  }

  /** Null where its time has not come. */
  private Uni<PolicyCommand> reminder(
      Board board, School school, Instant announced, Instant moment) {
    return Uni.combine()
        .all()
        .unis(
            days.zone(board, school).map(zone -> new Now(moment, zone)),
            calendars.load(Calendars.stream(board, school)).map(loaded -> loaded.state()))
        .asTuple()
        .map(
            known ->
                isDue(announced, known.getItem1(), known.getItem2())
                    ? new RemindOfActivation(announced, known.getItem1())
                    : null);
  }

  private static boolean isDue(Instant announced, Now now, Calendar calendar) {
    return !now.today().isBefore(calendar.schoolDayBefore(now.day(announced)));
  }
}
