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
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import nl.tenzij.exception.exemption.Exemption;
import nl.tenzij.exception.exemption.ExemptionCommand;
import nl.tenzij.exception.exemption.ExemptionCommand.LeaveSchool;
import nl.tenzij.exception.exemption.ExemptionCommand.LookAtCalendar;
import nl.tenzij.exception.exemption.ExemptionCommand.MoveToNewClass;
import nl.tenzij.exception.exemption.ExemptionCommand.RemindOfCompletion;
import nl.tenzij.exception.exemption.ExemptionCommand.RemindOfDecision;
import nl.tenzij.exception.exemption.ExemptionEvent;
import nl.tenzij.exception.exemption.Exemptions;
import nl.tenzij.exception.rules.ExemptionConfig;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import org.jboss.logging.Logger;

/**
 * Brings what a day brings: reminders of reviews and of requests that wait, the end of a
 * suspension, a review soon for who is in a new class, the end after a pupil left. It keeps nothing
 * in memory: what is due stands in the list, and an exemption decides for itself, by its own
 * events, whether it is still so. So it may die at any moment, and several may look at once.
 */
@ApplicationScoped
public class Agenda {

  /** Who has acted where a day has. */
  static final String CALENDAR = "calendar";

  private static final Logger LOG = Logger.getLogger(Agenda.class);

  /** A look goes on by pages until all is seen: what fails, or brings nothing, holds none up. */
  private static final int PAGE = 200;

  private final Pool pool;
  private final Clock clock;
  private final ExemptionConfig config;
  private final CommandHandler<ExemptionCommand, Exemption, ExemptionEvent> exemptions;

  /** The last one of the page before. */
  private record After(LocalDate day, UUID exemption) {

    static final After NOTHING = new After(LocalDate.EPOCH, new UUID(0, 0));

    static After of(Row row) {
      return new After(row.getLocalDate("day"), row.getUUID("exemption"));
    }
  }

  /**
   * Something to look for.
   *
   * @param term how long before or after
   */
  private record Search(String query, Period term, Function<Row, ExemptionCommand> command) {}

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

  /** Suspensions first: however many reminders there are, nobody goes without a day longer. */
  @Scheduled(every = "${tenzij.exemptions.look:1s}", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> look() {
    return through(new Search(WhatIsDue.SUSPENDED, Period.ZERO, this::day))
        .chain(() -> through(new Search(WhatIsDue.TO_REMIND, Period.ZERO, this::day)));
  }

  @Scheduled(
      every = "${tenzij.exemptions.look-for-leavers:1m}",
      concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> lookForLeavers() {
    return through(new Search(WhatIsDue.LEFT, config.afterLeaving(), this::left))
        .chain(() -> through(new Search(WhatIsDue.TO_DECIDE, config.decidedWithin(), this::waits)))
        .chain(
            () -> through(new Search(WhatIsDue.TO_COMPLETE, config.completeWithin(), this::urged)))
        .chain(
            () -> through(new Search(WhatIsDue.IN_NEW_CLASS, config.afterMoving(), this::moved)));
  }

  private ExemptionCommand day(Row row) {
    return new LookAtCalendar(row.getLocalDate("today"), config.pace(), CALENDAR);
  }

  private ExemptionCommand waits(Row row) {
    return new RemindOfDecision(
        row.getLocalDate("day"), row.getLocalDate("today"), config.remindAgain());
  }

  private ExemptionCommand urged(Row row) {
    return new RemindOfCompletion(row.getLocalDate("day"), row.getLocalDate("today"));
  }

  private ExemptionCommand left(Row row) {
    return new LeaveSchool(Optional.of(row.getLocalDate("today")), CALENDAR);
  }

  private ExemptionCommand moved(Row row) {
    return new MoveToNewClass(row.getLocalDate("today").plus(config.afterMoving()), CALENDAR);
  }

  private Uni<Void> through(Search search) {
    return through(search, After.NOTHING);
  }

  private Uni<Void> through(Search search, After after) {
    return page(search, after)
        .call(rows -> each(rows, search.command()))
        .chain(
            rows ->
                rows.size() < PAGE
                    ? Uni.createFrom().voidItem()
                    : through(search, After.of(rows.getLast())));
  }

  private Uni<List<Row>> page(Search search, After after) {
    Tuple asked =
        Tuple.tuple()
            .addOffsetDateTime(clock.instant().atOffset(ZoneOffset.UTC))
            .addLocalDate(after.day())
            .addUUID(after.exemption())
            .addInteger(PAGE)
            .addString(search.term().toString());
    return pool.preparedQuery(search.query())
        .execute(asked)
        .map(
            rows -> {
              List<Row> found = new ArrayList<>();
              rows.forEach(found::add);
              return found;
            });
  }

  private Uni<?> each(List<Row> rows, Function<Row, ExemptionCommand> command) {
    return Multi.createFrom()
        .iterable(rows)
        .onItem()
        .transformToUniAndConcatenate(row -> send(stream(row), command.apply(row)))
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
