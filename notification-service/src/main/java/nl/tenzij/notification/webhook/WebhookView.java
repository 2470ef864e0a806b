package nl.tenzij.notification.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * @param id of the webhook
 * @param secret to check signatures with; only in the answers that make one
 * @param reason why it is disabled; absent while it is not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WebhookView(
    UUID id,
    String url,
    List<WebhookEvent> events,
    String state,
    String reason,
    String secret,
    Instant createdAt) {

  static WebhookView of(Webhook webhook) {
    return of(webhook, null);
  }

  static WebhookView withSecret(Webhook webhook) {
    return of(webhook, webhook.secrets().getFirst().text());
  }

  private static WebhookView of(Webhook webhook, String secret) {
    return new WebhookView(
        webhook.webhook(),
        webhook.url(),
        webhook.events().stream().sorted().toList(),
        webhook.state().name(),
        webhook.reason() == null ? null : webhook.reason().name(),
        secret,
        webhook.createdAt());
  }

  @Override
  public String toString() {
    return "WebhookView[withheld]";
  }
}
