package nl.tenzij.notification.sending;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import nl.tenzij.ledger.store.Loaded;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.store.Outcome;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.notification.message.Channel;
import nl.tenzij.notification.message.Life;
import nl.tenzij.notification.message.Message;
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
import nl.tenzij.notification.sending.Handover.Accepted;
import nl.tenzij.notification.sending.Handover.Later;
import nl.tenzij.notification.sending.Handover.Refused;
import nl.tenzij.notification.sending.Handover.Withheld;
import nl.tenzij.notification.sending.Resting.Rest;
import org.jboss.logging.Logger;

/**
 * Takes due messages to their carriers: claims one in the log, hands it over, records what came of
 * it. No transaction and no database connection is open while the carrier works. A sender that dies
 * on the way leaves a claim that lapses, and another one takes over.
 */
@ApplicationScoped
public class Sender {

  private static final Logger LOG = Logger.getLogger(Sender.class);

  private static final String DUE =
      "select board, school, message from message_view where due_at <= $1 order by due_at limit $2";

  private final Messages messages;
  private final Pool pool;
  private final SendingConfig config;
  private final Patience patience;
  private final Resting resting;
  private final Clock clock;
  private final MeterRegistry metrics;
  private final Map<Channel, Carrier> carriers = new EnumMap<>(Channel.class);
  private final Set<StreamId> underway = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean more = new AtomicBoolean();

  public Sender(
      Messages messages,
      Pool pool,
      SendingConfig config,
      Resting resting,
      Clock clock,
      MeterRegistry metrics,
      @Any Instance<Carrier> carriers) {
    this.messages = messages;
    this.pool = pool;
    this.config = config;
    this.resting = resting;
    this.clock = clock;
    this.metrics = metrics;
    this.patience = new Patience(config.firstRetry(), config.longestRetry(), config.giveUpAfter());
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
                message.exists()
                    ? resting
                        .of(stream, message.notice(), now)
                        .chain(rest -> sendOrPostpone(stream, message, rest, now))
                    : Uni.createFrom().voidItem());
  }

  private Uni<Void> sendOrPostpone(
      StreamId stream, Message message, Optional<Rest> rest, Instant now) {
    if (rest.isPresent()) {
      PostponeMessage later = new PostponeMessage(rest.get().reason(), rest.get().until(), now);
      return messages.handle(stream, later, meta(message)).replaceWithVoid();
    }
    UUID claim = UUID.randomUUID();
    return claim(stream, message, claim, now).chain(outcome -> carryIfOurs(outcome, claim));
  }

  private Uni<Outcome<Message>> claim(StreamId stream, Message message, UUID claim, Instant now) {
    Uni<?> released =
        message.life() == Life.HELD
            ? messages.handle(stream, new ReleaseMessage(now), meta(message))
            : Uni.createFrom().voidItem();
    return released.chain(
        () ->
            messages.handle(
                stream, new ClaimMessage(claim, now, now.plus(config.claim())), meta(message)));
  }

  private Uni<Void> carryIfOurs(Outcome<Message> outcome, UUID claim) {
    Message message = outcome.state();
    if (!message.isClaimedBy(claim)) {
      return Uni.createFrom().voidItem();
    }
    return carry(outcome.stream(), message)
        .invoke(handover -> count(message, handover))
        .map(handover -> whatCame(handover, message, claim))
        .chain(command -> messages.handle(outcome.stream(), command, meta(message)))
        .replaceWithVoid();
  }

  private Uni<Handover> carry(StreamId stream, Message message) {
    // Every attempt ended without an answer: one that breaks its carrier must not go round for
    // ever.
    if (message.attempts() > 1 && patience.isOver(message.queued(), clock.instant())) {
      return Uni.createFrom().item(new Refused(Reason.GIVEN_UP));
    }
    return carriers.get(message.notice().channel()).carry(stream, message.notice());
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
          patience
              .again(message.queued(), message.attempts(), now)
              .<MessageCommand>map(again -> new DeferMessage(claim, later.reason(), again, now))
              .orElseGet(() -> new FailMessage(claim, later.reason(), now));
    };
  }

  private static Meta meta(Message message) {
    return Messages.because(UUID.fromString(message.notice().event()), null);
  }
}
