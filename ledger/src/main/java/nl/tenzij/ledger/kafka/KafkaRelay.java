package nl.tenzij.ledger.kafka;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.subscription.Relay;
import nl.tenzij.ledger.subscription.Unpassable;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/**
 * Publishes the log. Nothing is lost: the checkpoint follows the broker's acknowledgement. Order
 * per key is kept on failure too: one request is under way at a time, and after a message that
 * could not be delivered the producer is thrown away with all that waits behind it, before the
 * batch comes again. So a message can be repeated, with the same id, but none is seen for the first
 * time before its predecessor. A repetition can come late: a relay that lost its database goes on
 * delivering what it had in hand while another has taken over.
 */
public final class KafkaRelay implements Relay {

  private static final Logger LOG = Logger.getLogger(KafkaRelay.class);
  // In bytes, and smaller than what brokers take: the client does not take a batch apart that is
  // refused for its size but is within this. So what is refused is a message that is larger alone.
  private static final int BATCH = 32 * 1024;
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final Publisher publisher;
  private final KafkaConnection kafka;
  private final Envelope envelope;
  private final String name;
  // Sending blocks while the broker is unknown or the buffer is full; no event loop may wait there.
  private final ExecutorService sender;
  private Producer<String, byte[]> producer;

  /** A message on its way. */
  private record Sent(ProducerRecord<String, byte[]> record, Recorded<?> event) {}

  public KafkaRelay(Publisher publisher, KafkaConnection kafka, Envelope envelope) {
    this.publisher = publisher;
    this.kafka = kafka;
    this.envelope = envelope;
    this.name = "relay-" + publisher.topic().replace('.', '-');
    this.sender =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<Class<?>> events() {
    return publisher.events();
  }

  @Override
  public Uni<Void> pass(List<Recorded<?>> events) {
    Uni<Void> passed =
        Multi.createFrom()
            .iterable(events)
            .onItem()
            .transformToMultiAndConcatenate(this::toSend)
            .collect()
            .asList()
            .chain(this::delivered);
    Context caller = Vertx.currentContext();
    return caller == null ? passed : passed.emitOn(task -> caller.runOnContext(v -> task.run()));
  }

  private Multi<Sent> toSend(Recorded<?> event) {
    return Multi.createFrom()
        .items(() -> records(event).stream().map(record -> new Sent(record, event)))
        .onFailure()
        .transform(failure -> new Unpassable(event, failure));
  }

  /** What is sent for an event; tests of a service's contract ask it too. */
  public List<ProducerRecord<String, byte[]>> records(Recorded<?> event) {
    List<Published> all = publisher.publish(event);
    Set<UUID> ids = new HashSet<>();
    for (Published each : all) {
      if (!ids.add(each.id())) {
        throw new IllegalStateException(
            "two messages of one event have the same id: number them (" + each.type() + ")");
      }
    }
    return all.stream()
        .map(each -> envelope.wrap(kafka.topic(publisher.topic()), event, each))
        .toList();
  }

  private Uni<Void> delivered(List<Sent> messages) {
    if (messages.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return Uni.createFrom()
        .emitter(
            fate -> {
              try {
                sender.execute(() -> send(messages, fate));
              } catch (RejectedExecutionException closed) {
                fate.fail(new IllegalStateException(name + " is closed"));
              }
            });
  }

  private void send(List<Sent> messages, UniEmitter<? super Void> fate) {
    try {
      Producer<String, byte[]> current = producer();
      Delivery delivery = new Delivery(current, messages.size(), fate);
      for (Sent each : messages) {
        if (delivery.failed()) {
          return;
        }
        current.send(each.record(), (place, failure) -> delivery.answered(each.event(), failure));
      }
    } catch (KafkaException | IllegalStateException broken) {
      // The latter where the producer was thrown away meanwhile.
      fate.fail(broken);
    }
  }

  private synchronized Producer<String, byte[]> producer() {
    if (producer == null) {
      producer = new KafkaProducer<>(settings(), new StringSerializer(), new ByteArraySerializer());
    }
    return producer;
  }

  /**
   * One request under way keeps the order, and more than that: of two to a partition that its
   * broker has yet to open the second may be taken, and the first never again (KAFKA-15591).
   */
  private Map<String, Object> settings() {
    return kafka.with(
        Map.ofEntries(
            Map.entry(ProducerConfig.CLIENT_ID_CONFIG, kafka.prefix() + name),
            Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
            Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
            Map.entry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1),
            Map.entry(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE),
            Map.entry(ProducerConfig.LINGER_MS_CONFIG, 0),
            Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, BATCH),
            Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000),
            Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000),
            Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000),
            Map.entry(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500)));
  }

  private synchronized void discard(Producer<String, byte[]> failed) {
    if (producer == failed) {
      producer = null;
    }
  }

  /** The acknowledgements of one batch. */
  private final class Delivery {
    private final Producer<String, byte[]> by;
    private final AtomicInteger missing;
    private final AtomicBoolean failed = new AtomicBoolean();
    private final UniEmitter<? super Void> fate;

    Delivery(Producer<String, byte[]> by, int records, UniEmitter<? super Void> fate) {
      this.by = by;
      this.missing = new AtomicInteger(records);
      this.fate = fate;
    }

    boolean failed() {
      return failed.get();
    }

    void answered(Recorded<?> event, Exception failure) {
      if (failure == null) {
        if (missing.decrementAndGet() == 0) {
          fate.complete(null);
        }
      } else if (failed.compareAndSet(false, true)) {
        LOG.warnf("%s could not deliver: %s", name, failure.getClass().getSimpleName());
        discard(by);
        // At once, from within the producer's own thread: nothing behind this message goes out.
        by.close(Duration.ZERO);
        fate.fail(liesInTheMessage(failure) ? new Unpassable(event, failure) : failure);
      }
    }
  }

  private static boolean liesInTheMessage(Exception failure) {
    return failure instanceof RecordTooLargeException || failure instanceof InvalidRecordException;
  }

  @Override
  public void close() {
    sender.shutdown();
    try {
      if (!sender.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
        sender.shutdownNow();
      }
    } catch (InterruptedException impatient) {
      sender.shutdownNow();
      Thread.currentThread().interrupt();
    }
    Producer<String, byte[]> last;
    synchronized (this) {
      last = producer;
      producer = null;
    }
    if (last != null) {
      last.close(CLOSING);
    }
  }
}
