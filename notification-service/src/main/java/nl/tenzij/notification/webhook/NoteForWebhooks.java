package nl.tenzij.notification.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.tenzij.ledger.kafka.Published;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.subscription.Policy;
import nl.tenzij.notification.published.MessageTold;
import nl.tenzij.notification.published.NotificationEvents;
import nl.tenzij.notification.trigger.Triggers;
import nl.tenzij.notification.webhook.WebhookDeliveries.Heard;

/** What others learn by topic, webhooks learn too; noted in one transaction with the checkpoint. */
@ApplicationScoped
class NoteForWebhooks implements Policy {

  private static final Map<String, WebhookEvent> BY_TYPE =
      Arrays.stream(WebhookEvent.values())
          .collect(Collectors.toMap(WebhookEvent::type, Function.identity()));

  private final NotificationEvents events;
  private final WebhookDeliveries deliveries;
  private final Set<String> support;
  private final ObjectMapper json;
  private final Clock clock;

  NoteForWebhooks(
      NotificationEvents events,
      WebhookDeliveries deliveries,
      Triggers triggers,
      ObjectMapper json,
      Clock clock) {
    this.support = triggers.ofSupport();
    this.events = events;
    this.deliveries = deliveries;
    this.json = json;
    this.clock = clock;
  }

  /** As Standard Webhooks lays a body out. */
  record Body(String type, Instant timestamp, Object data) {}

  @Override
  public String name() {
    return "note-for-webhooks";
  }

  @Override
  public Set<Class<?>> events() {
    return events.events();
  }

  @Override
  public Uni<Void> handle(Recorded<?> event, SqlConnection sql) {
    return Multi.createFrom()
        .iterable(events.publish(event))
        .select()
        .where(published -> !isOfSupport(published))
        .onItem()
        .transformToUniAndConcatenate(published -> note(event, published, sql))
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** Who asked for an exemption, has one or lost it is not for other systems to know. */
  private boolean isOfSupport(Published published) {
    return published.data() instanceof MessageTold told && support.contains(told.template());
  }

  private Uni<Void> note(Recorded<?> event, Published published, SqlConnection sql) {
    UUID id = published.id();
    Heard heard = new Heard(id, BY_TYPE.get(published.type()), body(event, published));
    return deliveries.note(
        event.stream().board(), event.stream().school(), heard, clock.instant(), sql);
  }

  private String body(Recorded<?> event, Published published) {
    try {
      return json.writeValueAsString(new Body(published.type(), event.at(), published.data()));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("an event cannot be written", impossible);
    }
  }
}
