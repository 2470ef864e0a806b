package nl.tenzij.notification.webhook;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * @param url an https address that the service may reach
 * @param events those it wants to hear of; all where none is named
 */
public record NewWebhook(
    @NotNull @Size(min = 1, max = 2000) @Schema(examples = "https://pipeline.example.org/tenzij")
        String url,
    Set<@NotNull WebhookEvent> events) {

  public NewWebhook {
    events = events == null ? Set.of() : events;
  }
}
