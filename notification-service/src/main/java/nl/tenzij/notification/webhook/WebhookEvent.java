package nl.tenzij.notification.webhook;

import nl.tenzij.notification.published.NotificationEvents;

/** What a webhook can hear of: the events that this service publishes, with the same content. */
public enum WebhookEvent {
  MESSAGE_QUEUED(NotificationEvents.QUEUED),
  MESSAGE_SENT(NotificationEvents.SENT),
  MESSAGE_FAILED(NotificationEvents.FAILED),
  MESSAGE_CANCELLED(NotificationEvents.CANCELLED);

  private final String type;

  WebhookEvent(String type) {
    this.type = type;
  }

  /** As it is published. */
  public String type() {
    return type;
  }
}
