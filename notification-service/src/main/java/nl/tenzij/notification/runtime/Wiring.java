package nl.tenzij.notification.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.ledger.web.NoCitizenNumber;
import nl.tenzij.ledger.web.TextRule;
import nl.tenzij.notification.message.MessageEvent;
import nl.tenzij.notification.message.MessageEvent.MessageCancelled;
import nl.tenzij.notification.message.MessageEvent.MessageClaimed;
import nl.tenzij.notification.message.MessageEvent.MessageDeferred;
import nl.tenzij.notification.message.MessageEvent.MessageDelivered;
import nl.tenzij.notification.message.MessageEvent.MessageFailed;
import nl.tenzij.notification.message.MessageEvent.MessageHeld;
import nl.tenzij.notification.message.MessageEvent.MessageOvertaken;
import nl.tenzij.notification.message.MessageEvent.MessagePostponed;
import nl.tenzij.notification.message.MessageEvent.MessageQueued;
import nl.tenzij.notification.message.MessageEvent.MessageRead;
import nl.tenzij.notification.message.MessageEvent.MessageReleased;
import nl.tenzij.notification.message.MessageEvent.MessageSent;
import nl.tenzij.notification.message.MessageEvent.OvertakingAwaited;
import nl.tenzij.notification.template.Templates;
import nl.tenzij.notification.trigger.Triggers;

/** What the service's parts are given. */
public class Wiring {

  /** The stored names of a message's events. Released names never change. */
  public static final EventTypes<MessageEvent> MESSAGES =
      EventTypes.of(MessageEvent.class)
          .type("message.queued.v1", MessageQueued.class)
          .type("message.held.v1", MessageHeld.class)
          .type("message.postponed.v1", MessagePostponed.class)
          .type("message.released.v1", MessageReleased.class)
          .type("message.claimed.v1", MessageClaimed.class)
          .type("message.sent.v1", MessageSent.class)
          .type("message.deferred.v1", MessageDeferred.class)
          .type("message.failed.v1", MessageFailed.class)
          .type("message.delivered.v1", MessageDelivered.class)
          .type("message.read.v1", MessageRead.class)
          .type("message.cancelled.v1", MessageCancelled.class)
          .type("message.overtaking-awaited.v1", OvertakingAwaited.class)
          .type("message.overtaken.v1", MessageOvertaken.class);

  /** A webhook's address is all that is written here: it holds none either. */
  @Produces
  @Singleton
  TextRule noCitizenNumber() {
    return NoCitizenNumber.but();
  }

  @Produces
  @Singleton
  EventTypes<MessageEvent> messages() {
    return MESSAGES;
  }

  /** Read at start, so that a template that lacks a language stops the service from starting. */
  @Produces
  @Singleton
  @Startup
  Triggers triggers(ObjectMapper json, Templates templates) {
    return Triggers.shipped(json, templates);
  }
}
