package nl.tenzij.notification.feed;

import java.util.UUID;
import nl.tenzij.notification.message.Life;

/** That a message was read. */
public record Receipt(UUID message, Life state) {}
