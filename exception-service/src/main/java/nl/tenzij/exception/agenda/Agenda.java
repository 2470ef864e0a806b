package nl.tenzij.exception.agenda;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import nl.tenzij.exception.exemption.Exemption;
import nl.tenzij.exception.exemption.ExemptionCommand;
import nl.tenzij.exception.exemption.ExemptionCommand.LeaveSchool;
import nl.tenzij.exception.exemption.ExemptionCommand.LookAtCalendar;
import nl.tenzij.exception.exemption.ExemptionEvent;
import nl.tenzij.exception.exemption.Exemptions;
import nl.tenzij.exception.exemption.Reminder.Stage;
import nl.tenzij.exception.rules.ExemptionConfig;
import nl.tenzij.exception.rules.SchoolRules;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import org.jboss.logging.Logger;

/**
 * Brings what a day brings: reminders of reviews, the end of a suspension, the end after a pupil
 * left. It keeps nothing in memory: what is due stands in the list, and an exemption decides for
 * itself, by its own events, whether it is still so. So it may die at any moment, and several may
 * look at once.
 */
@ApplicationScoped
public class Agenda {

  /** Who has acted where a day has. */
  static final String CALENDAR = "calendar";

  private static final Logger LOG = Logger.getLogger(Agenda.class);

  private static final int AT_ONCE = 200;

  private static final String ROWS =
      """
      select o.exemption, o.board, o.school, o.review_due, o.reminded_stage, o.reminded_on,
        o.suspended_until, c.time_zone
      from exemption_overview o
      left join calendar_known c on c.board = o.board and c.school = o.school
      """;

  /** A day more than what is due anywhere: the school's own clock decides below. */
  private static final String DUE =
      ROWS
          + """
            where o.exemption in (
              select exemption from exemption_overview where suspended_until < $1
              union
              select exemption from exemption_overview
              where review_due <= $2
                and (reminded_stage is null
                  or reminded_stage = 'AHEAD' and review_due <= $1
                  or reminded_stage in ('DUE', 'OVERDUE') and reminded_on <= $3))
            order by o.review_due, o.exemption
            limit $4
            """;

  private static final String LEFT =
      ROWS
          + """
            join pupil_known p on p.board = o.board and p.school = o.school and p.pupil = o.pupil
            where not p.present and p.left_at < $1
              and o.status in ('REQUESTED', 'COMPLETE', 'UNDER_ASSESSMENT', 'ACTIVE', 'SUSPENDED')
            order by o.exemption
            limit $2
            """;

  private final Pool pool;
  private final Clock clock;
  private final ExemptionConfig config;
  private final CommandHandler<ExemptionCommand, Exemption, ExemptionEvent> exemptions;

  public Agenda(
      Pool pool,
      Clock clock,
      ExemptionConfig config,
      CommandHandler<ExemptionCommand, Exemption, ExemptionEvent> exemptions) {
    this.pool = pool;
    this.clock = clock;
    this.config = config;
    this.exemptions = exemptions;
  }

  @Scheduled(every = "${tenzij.exemptions.look:1s}", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> look() {
    Instant now = clock.instant();
    LocalDate latest = LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1);
    Tuple asked =
        Tuple.of(
            latest, latest.plus(config.remindAhead()), latest.minus(config.remindAgain()), AT_ONCE);
    return each(DUE, asked, row -> day(row, now));
  }

  @Scheduled(
      every = "${tenzij.exemptions.look-for-leavers:1m}",
      concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> lookForLeavers() {
    OffsetDateTime before = clock.instant().atOffset(ZoneOffset.UTC).minus(config.afterLeaving());
    return each(LEFT, Tuple.of(before, AT_ONCE), _ -> Optional.of(new LeaveSchool(CALENDAR)));
  }

  private Uni<Void> each(
      String query, Tuple asked, Function<Row, Optional<ExemptionCommand>> command) {
    return pool.preparedQuery(query)
        .execute(asked)
        .onItem()
        .transformToMulti(
            rows -> Multi.createFrom().items(StreamSupport.stream(rows.spliterator(), false)))
        .onItem()
        .transformToUniAndConcatenate(
            row ->
                command
                    .apply(row)
                    .map(found -> send(stream(row), found))
                    .orElseGet(() -> Uni.createFrom().voidItem()))
        .collect()
        .last();
  }

  /** One that fails is looked at again, and holds no other up. */
  private Uni<Void> send(StreamId stream, ExemptionCommand command) {
    return exemptions
        .handle(stream, command, meta())
        .replaceWithVoid()
        .onFailure()
        .invoke(
            failure ->
                LOG.warnf(
                    "the day of exemption %s did not come: %s",
                    stream.id(), failure.getClass().getSimpleName()))
        .onFailure()
        .recoverWithNull();
  }

  private Optional<ExemptionCommand> day(Row row, Instant now) {
    LocalDate today = SchoolRules.dateAt(now, row.getString("time_zone"));
    return isDue(row, today)
        ? Optional.of(new LookAtCalendar(today, config.pace(), CALENDAR))
        : Optional.empty();
  }

  private boolean isDue(Row row, LocalDate today) {
    LocalDate until = row.getLocalDate("suspended_until");
    if (until != null && today.isAfter(until)) {
      return true;
    }
    LocalDate due = row.getLocalDate("review_due");
    if (due == null) {
      return false;
    }
    String reminded = row.getString("reminded_stage");
    if (reminded == null) {
      return !today.isBefore(due.minus(config.remindAhead()));
    }
    return switch (Stage.valueOf(reminded)) {
      case AHEAD -> !today.isBefore(due);
      case DUE, OVERDUE ->
          !today.isBefore(row.getLocalDate("reminded_on").plus(config.remindAgain()));
    };
  }

  private static StreamId stream(Row row) {
    return Exemptions.stream(
        new Board(row.getString("board")),
        new School(row.getString("school")),
        row.getUUID("exemption"));
  }

  private static Meta meta() {
    UUID command = UUID.randomUUID();
    return new Meta(CALENDAR, CALENDAR, command, null, command, null);
  }
}
