package nl.tenzij.ledger.kafka;

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
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/**
 * Publishes the log. Nothing is lost: the checkpoint follows the broker's acknowledgement. Order
 * per key is kept on failure too: one request is under way at a time, and after a message that
 * could not be delivered the producer is thrown away with all that waits behind it, before the
 * batch comes again. So a message can be repeated, with the same id, but none is seen before its
 * predecessor.
 */
public final class KafkaRelay implements Relay {

  private static final Logger LOG = Logger.getLogger(KafkaRelay.class);
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final Publisher publisher;
  private final KafkaConnection kafka;
  private final Envelope envelope;
  private final String name;
  // Sending blocks while the broker is unknown or the buffer is full; no event loop may wait there.
  private final ExecutorService sender;
  private Producer<String, byte[]> producer;

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
        Uni.createFrom()
            .item(() -> events.stream().flatMap(event -> records(event).stream()).toList())
            .chain(this::delivered);
    Context caller = Vertx.currentContext();
    return caller == null ? passed : passed.emitOn(task -> caller.runOnContext(v -> task.run()));
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

  private Uni<Void> delivered(List<ProducerRecord<String, byte[]>> records) {
    if (records.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return Uni.createFrom()
        .emitter(
            fate -> {
              try {
                sender.execute(() -> send(records, fate));
              } catch (RejectedExecutionException closed) {
                fate.fail(new IllegalStateException(name + " is closed"));
              }
            });
  }

  private void send(List<ProducerRecord<String, byte[]>> records, UniEmitter<? super Void> fate) {
    try {
      Producer<String, byte[]> current = producer();
      Delivery delivery = new Delivery(current, records.size(), fate);
      for (ProducerRecord<String, byte[]> record : records) {
        if (delivery.failed()) {
          return;
        }
        current.send(record, delivery::answered);
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

  private Map<String, Object> settings() {
    return Map.ofEntries(
        Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
        Map.entry(ProducerConfig.CLIENT_ID_CONFIG, kafka.prefix() + name),
        Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
        Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
        Map.entry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1),
        Map.entry(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE),
        Map.entry(ProducerConfig.LINGER_MS_CONFIG, 0),
        Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024),
        Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000),
        Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000),
        Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000),
        Map.entry(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500));
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

    void answered(RecordMetadata place, Exception failure) {
      if (failure == null) {
        if (missing.decrementAndGet() == 0) {
          fate.complete(null);
        }
      } else if (failed.compareAndSet(false, true)) {
        LOG.warnf("%s could not deliver: %s", name, failure.getClass().getSimpleName());
        discard(by);
        // At once, from within the producer's own thread: nothing behind this message goes out.
        by.close(Duration.ZERO);
        fate.fail(failure);
      }
    }
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
