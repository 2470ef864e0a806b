package nl.tenzij.notification.trigger;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.subscription.Policy;
import nl.tenzij.notification.message.Message;
import nl.tenzij.notification.message.MessageEvent.MessageSent;
import nl.tenzij.notification.message.Messages;
import nl.tenzij.notification.message.Notice;
import nl.tenzij.notification.message.Urgency;
import nl.tenzij.notification.pupil.Guardian;
import nl.tenzij.notification.pupil.Pupils;
import nl.tenzij.notification.trigger.ToldInPerson.Mistaken;

/**
 * Keeps what a pupil was told in person, and tells the guardians of a pupil who turns out not to be
 * of age the decisions in it that still hold, once: after the roster's word is known to whoever
 * sends, or it would be withheld from them.
 */
@ApplicationScoped
public class InPersonByMistake implements Policy {

  private final Pool pool;
  private final Pupils pupils;
  private final ToldInPerson inPerson;
  private final GuardiansInstead guardians;
  private final Told told;
  private final Triggers triggers;
  private final Messages messages;

  InPersonByMistake(
      Pool pool,
      Pupils pupils,
      ToldInPerson inPerson,
      GuardiansInstead guardians,
      Told told,
      Triggers triggers,
      Messages messages) {
    this.pool = pool;
    this.pupils = pupils;
    this.inPerson = inPerson;
    this.guardians = guardians;
    this.told = told;
    this.triggers = triggers;
    this.messages = messages;
  }

  @Override
  public String name() {
    return "in-person-by-mistake";
  }

  @Override
  public Set<Class<?>> events() {
    return Set.of(MessageSent.class);
  }

  /** Whether it or the roster's word is handled first makes no difference. */
  @Override
  public Uni<Void> handle(Recorded<?> event, SqlConnection sql) {
    return event.event() instanceof MessageSent sent && sent.notice().toldInPerson()
        ? keep(event.stream(), sent.notice().pupil(), sql)
        : Uni.createFrom().voidItem();
  }

  private Uni<Void> keep(StreamId sent, String pupil, SqlConnection sql) {
    return pupils
        .alone(sent.board(), sent.school(), pupil, sql)
        .chain(() -> inPerson.add(sent, pupil, sql));
  }

  @Scheduled(every = "${tenzij.sending.look:1s}", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> look() {
    return pool.withTransaction(this::step)
        .chain(more -> more ? look() : Uni.createFrom().voidItem());
  }

  /**
   * @return whether there was something to do
   */
  private Uni<Boolean> step(SqlConnection sql) {
    return inPerson
        .next(sql)
        .chain(
            found ->
                found.isEmpty()
                    ? Uni.createFrom().item(false)
                    : tell(found.get(), sql).replaceWith(true));
  }

  private Uni<Void> tell(Mistaken of, SqlConnection sql) {
    return pupils
        .alone(of.board(), of.school(), of.pupil(), sql)
        .chain(() -> inPerson.take(of, sql))
        .chain(this::load)
        .chain(
            all ->
                pupils
                    .guardians(of.board(), of.school(), of.pupil(), sql)
                    .chain(known -> tell(all, known.orElse(List.of()), sql)));
  }

  private record One(StreamId message, Message is) {}

  private Uni<List<One>> load(List<StreamId> all) {
    return Multi.createFrom()
        .iterable(all)
        .onItem()
        .transformToUniAndConcatenate(
            message -> messages.load(message).map(known -> new One(message, known.state())))
        .filter(each -> each.is().exists())
        .collect()
        .asList();
  }

  private Uni<Void> tell(List<One> all, List<Guardian> known, SqlConnection sql) {
    return Multi.createFrom()
        .iterable(
            all.stream().sorted(Comparator.comparing((One each) -> each.is().written())).toList())
        .onItem()
        .transformToUniAndConcatenate(each -> tell(each, known, sql))
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** From here on what comes of the matter follows the guardians' message, and not the pupil's. */
  private Uni<Void> tell(One one, List<Guardian> known, SqlConnection sql) {
    // It is no news of this moment: also what was urgent waits for the school's hours.
    Notice notice = one.is().notice().as(Urgency.NORMAL);
    return stillHolds(one, sql)
        .chain(
            holds ->
                holds
                    ? guardians.tell(
                        one.message(),
                        notice,
                        known,
                        Messages.because(UUID.fromString(notice.event()), null),
                        sql)
                    : Uni.createFrom().voidItem())
        .chain(() -> told.remove(notice, one.message(), sql));
  }

  private Uni<Boolean> stillHolds(One one, SqlConnection sql) {
    Notice notice = one.is().notice();
    StreamId at = one.message();
    return one.is().isTakenBack() || !says(notice, Trigger::isToldLater)
        ? Uni.createFrom().item(false)
        : told.of(at.board(), at.school(), notice.matter(), sql)
            .chain(this::load)
            .map(all -> all.stream().noneMatch(each -> isOvertaken(one.is(), each.is())));
  }

  private boolean isOvertaken(Message earlier, Message later) {
    return later.notice().pupil().equals(earlier.notice().pupil())
        && !later.notice().event().equals(earlier.notice().event())
        && later.isToldOrWillBe()
        && later.written().isAfter(earlier.written())
        && says(later.notice(), row -> row.leavesNothingOf(earlier));
  }

  /** Not where the table has no such words any more. */
  private boolean says(Notice notice, Predicate<Trigger> what) {
    return triggers.saying(notice.text().template()).filter(what).isPresent();
  }
}
