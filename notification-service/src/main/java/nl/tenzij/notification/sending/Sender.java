package nl.tenzij.notification.sending;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import nl.tenzij.ledger.store.Loaded;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.store.Outcome;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.notification.message.Channel;
import nl.tenzij.notification.message.Life;
import nl.tenzij.notification.message.Message;
import nl.tenzij.notification.message.Message.Untied;
import nl.tenzij.notification.message.MessageCommand;
import nl.tenzij.notification.message.MessageCommand.ClaimMessage;
import nl.tenzij.notification.message.MessageCommand.DeferMessage;
import nl.tenzij.notification.message.MessageCommand.FailMessage;
import nl.tenzij.notification.message.MessageCommand.PostponeMessage;
import nl.tenzij.notification.message.MessageCommand.RecordSent;
import nl.tenzij.notification.message.MessageCommand.ReleaseMessage;
import nl.tenzij.notification.message.MessageCommand.WithholdMessage;
import nl.tenzij.notification.message.Messages;
import nl.tenzij.notification.message.Patience;
import nl.tenzij.notification.message.Reason;
import nl.tenzij.notification.sending.Carrier.Parcel;
import nl.tenzij.notification.sending.Departure.Behind;
import nl.tenzij.notification.sending.Departure.Held;
import nl.tenzij.notification.sending.Departure.LedBy;
import nl.tenzij.notification.sending.Departure.Now;
import nl.tenzij.notification.sending.Handover.Accepted;
import nl.tenzij.notification.sending.Handover.Later;
import nl.tenzij.notification.sending.Handover.Refused;
import nl.tenzij.notification.sending.Handover.Withheld;
import nl.tenzij.notification.trigger.Triggers;
import org.jboss.logging.Logger;

/**
 * Takes due messages to their carriers: claims one in the log, hands it over, records what came of
 * it. No transaction and no database connection is open while the carrier works. A sender that dies
 * on the way leaves a claim that lapses, and another one takes over.
 */
@ApplicationScoped
public class Sender {

  private static final Logger LOG = Logger.getLogger(Sender.class);

  /**
   * With the default waits these take five minutes: after a standstill, time enough for what was on
   * its way when it began.
   */
  private static final int LEAST_UNTIED = 6;

  /** Who reads of something and its end reads of its end last. */
  private static final Comparator<Outcome<Message>> IN_ORDER =
      Comparator.<Outcome<Message>, Instant>comparing(each -> each.state().written())
          .thenComparing(each -> each.stream().id());

  private static final String DUE =
      "select board, school, message from message_view where due_at <= $1 order by due_at limit $2";

  private final Messages messages;
  private final Pool pool;
  private final SendingConfig config;
  private final Patience patience;
  private final Patience patienceUntied;
  private final Departures departures;
  private final Set<String> decisions;
  private final Clock clock;
  private final MeterRegistry metrics;
  private final Map<Channel, Carrier> carriers = new EnumMap<>(Channel.class);
  private final Set<StreamId> underway = ConcurrentHashMap.newKeySet();
  private final Set<Reader> beingWrittenTo = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean more = new AtomicBoolean();

  public Sender(
      Messages messages,
      Pool pool,
      SendingConfig config,
      Departures departures,
      Triggers triggers,
      Clock clock,
      MeterRegistry metrics,
      @Any Instance<Carrier> carriers) {
    this.messages = messages;
    this.pool = pool;
    this.config = config;
    this.departures = departures;
    this.decisions = triggers.ofDecisions();
    this.clock = clock;
    this.metrics = metrics;
    this.patience = new Patience(config.firstRetry(), config.longestRetry(), config.giveUpAfter());
    this.patienceUntied =
        new Patience(config.firstRetry(), config.longestRetry(), config.untiedFor(), LEAST_UNTIED);
    carriers.forEach(carrier -> this.carriers.put(carrier.channel(), carrier));
  }

  /** Finds what is due: after a restart, after a wait, or when too much came at once. */
  @Scheduled(every = "${tenzij.sending.look:1s}", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> look() {
    more.set(false);
    Tuple now = Tuple.of(clock.instant().atOffset(ZoneOffset.UTC), config.atOnce() * 2);
    return pool.preparedQuery(DUE)
        .execute(now)
        .invoke(
            rows -> {
              List<StreamId> due = new ArrayList<>();
              for (Row row : rows) {
                due.add(
                    Messages.stream(
                        new Board(row.getString(0)), new School(row.getString(1)), row.getUUID(2)));
              }
              due.forEach(this::wake);
            })
        .replaceWithVoid();
  }

  /** Sends one message as soon as there is room; one for which there is none is found again. */
  public void wake(StreamId message) {
    if (underway.size() >= config.atOnce()) {
      more.set(true);
      return;
    }
    if (underway.add(message)) {
      send(message)
          .onTermination()
          .invoke(() -> underway.remove(message))
          .subscribe()
          .with(_ -> lookAgain(), failure -> dropped(message, failure));
    }
  }

  private void lookAgain() {
    if (more.get() && underway.size() <= config.atOnce() / 2) {
      look().subscribe().with(_ -> {}, failure -> LOG.debug("the look for more failed", failure));
    }
  }

  /** Not lost: its claim lapses and it is tried again. */
  private void dropped(StreamId message, Throwable failure) {
    LOG.errorf("message %s was dropped on its way: %s", message.id(), failure.getClass().getName());
  }

  Uni<Void> send(StreamId stream) {
    Instant now = clock.instant();
    return messages
        .load(stream)
        .map(Loaded::state)
        .chain(
            message ->
                message.due() == null
                    ? Uni.createFrom().voidItem()
                    : inTurn(stream, message, () -> depart(stream, message, now)));
  }

  /** Two mails to one guardian are not made at the same time: the second is found again. */
  private Uni<Void> inTurn(StreamId stream, Message message, Supplier<Uni<Void>> departing) {
    if (message.notice().channel() != Channel.EMAIL) {
      return departing.get();
    }
    Reader reader = new Reader(stream.board(), stream.school(), message.notice().guardian());
    if (!beingWrittenTo.add(reader)) {
      return Uni.createFrom().voidItem();
    }
    return departing.get().onTermination().invoke(() -> beingWrittenTo.remove(reader));
  }

  private record Reader(Board board, School school, String guardian) {}

  private Uni<Void> depart(StreamId stream, Message message, Instant now) {
    return departures
        .of(stream, message, now)
        .chain(
            departure ->
                switch (departure) {
                  case Held held -> hold(stream, message, held, now);
                  case Behind _ -> Uni.createFrom().voidItem();
                  case LedBy led ->
                      lead(Messages.stream(stream.board(), stream.school(), led.first()), now);
                  case Now going -> goTogether(stream, going.others(), now);
                });
  }

  private Uni<Void> hold(StreamId stream, Message message, Held held, Instant now) {
    PostponeMessage postpone = new PostponeMessage(held.reason(), held.until(), now);
    return messages.handle(stream, postpone, meta(message)).replaceWithVoid();
  }

  /** In this one's place and turn: whoever comes first among the due sees to it that all go. */
  private Uni<Void> lead(StreamId first, Instant now) {
    return messages
        .load(first)
        .map(Loaded::state)
        .chain(
            message ->
                message.due() == null ? Uni.createFrom().voidItem() : depart(first, message, now));
  }

  /** The first is the one that others look at: who has it has them all. */
  private Uni<Void> goTogether(StreamId first, List<UUID> others, Instant now) {
    UUID claim = UUID.randomUUID();
    return claim(first, claim, now)
        .chain(
            ours ->
                ours.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : claimAll(first, others, claim, now)
                        .map(more -> Stream.concat(ours.stream(), more.stream()).toList())
                        .chain(together -> carry(together, claim)));
  }

  private Uni<List<Outcome<Message>>> claimAll(
      StreamId first, List<UUID> others, UUID claim, Instant now) {
    return Multi.createFrom()
        .iterable(others)
        .map(other -> Messages.stream(first.board(), first.school(), other))
        .onItem()
        .transformToUniAndConcatenate(other -> claim(other, claim, now))
        .onItem()
        .<Outcome<Message>>disjoint()
        .collect()
        .asList();
  }

  /**
   * @return empty where another sender has it, or there is nothing to send any more
   */
  private Uni<List<Outcome<Message>>> claim(StreamId stream, UUID claim, Instant now) {
    return messages
        .load(stream)
        .map(Loaded::state)
        .chain(
            message ->
                release(stream, message, now)
                    .chain(
                        () ->
                            messages.handle(
                                stream,
                                new ClaimMessage(claim, now, now.plus(config.claim())),
                                meta(message))))
        .map(outcome -> outcome.state().isClaimedBy(claim) ? List.of(outcome) : List.of());
  }

  private Uni<Void> release(StreamId stream, Message message, Instant now) {
    return message.life() == Life.HELD
        ? messages.handle(stream, new ReleaseMessage(now), meta(message)).replaceWithVoid()
        : Uni.createFrom().voidItem();
  }

  private Uni<Void> carry(List<Outcome<Message>> together, UUID claim) {
    List<Parcel> parcels =
        together.stream()
            .filter(each -> !isGivenUp(each.state()))
            .sorted(IN_ORDER)
            .map(each -> new Parcel(each.stream(), each.state().notice()))
            .toList();
    Channel channel = together.getFirst().state().notice().channel();
    Uni<Map<StreamId, Handover>> carried =
        parcels.isEmpty() ? Uni.createFrom().item(Map.of()) : carriers.get(channel).carry(parcels);
    return carried.chain(
        handovers ->
            Multi.createFrom()
                .iterable(together)
                .onItem()
                .transformToUniAndConcatenate(
                    each ->
                        note(
                            each,
                            handovers.getOrDefault(each.stream(), new Refused(Reason.GIVEN_UP)),
                            claim))
                .collect()
                .last()
                .replaceWithVoid());
  }

  /** Every attempt ended without an answer: one that breaks its carrier must not go for ever. */
  private boolean isGivenUp(Message message) {
    return message.attempts() > 1 && patience.isOver(message.queued(), clock.instant());
  }

  private Uni<Void> note(Outcome<Message> carried, Handover handover, UUID claim) {
    Message message = carried.state();
    count(message, handover);
    return messages
        .handle(carried.stream(), whatCame(handover, message, claim), meta(message))
        .replaceWithVoid();
  }

  private void count(Message message, Handover handover) {
    metrics
        .counter(
            "tenzij.messages.handed.over",
            "channel",
            message.notice().channel().name(),
            "outcome",
            handover.getClass().getSimpleName())
        .increment();
  }

  private MessageCommand whatCame(Handover handover, Message message, UUID claim) {
    Instant now = clock.instant();
    return switch (handover) {
      case Accepted accepted -> new RecordSent(claim, accepted.carried(), now);
      case Refused refused -> new FailMessage(claim, refused.reason(), now);
      case Withheld withheld -> new WithholdMessage(claim, withheld.reason(), now);
      case Later later ->
          again(later.reason(), message, now)
              .<MessageCommand>map(again -> new DeferMessage(claim, later.reason(), again, now))
              .orElseGet(() -> new FailMessage(claim, later.reason(), now));
    };
  }

  /**
   * While no tie is known it is not waited for as long, from when that turned out. A decision is: a
   * roster that lost its guardians in the night may name them again by noon.
   */
  private Optional<Instant> again(Reason reason, Message message, Instant now) {
    boolean decision = decisions.contains(message.notice().text().template());
    if (reason != Reason.NO_LONGER_KNOWN || decision) {
      return patience.again(message.queued(), message.attempts(), now);
    }
    Untied untied = message.untied(now);
    return patienceUntied.again(untied.since(), message.attempts() - untied.before(), now);
  }

  private static Meta meta(Message message) {
    return Messages.because(UUID.fromString(message.notice().event()), null);
  }
}
