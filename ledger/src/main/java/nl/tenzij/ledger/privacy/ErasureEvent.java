package nl.tenzij.ledger.privacy;

import nl.tenzij.ledger.store.EventTypes;

/** That somebody was forgotten is remembered: who asked is in the event's meta. */
public sealed interface ErasureEvent {

  EventTypes<ErasureEvent> TYPES =
      EventTypes.of(ErasureEvent.class).type("subject.forgotten.v1", Forgot.class);

  /** The category of the streams that hold these events: one stream per subject. */
  String CATEGORY = "erasure";

  /**
   * The subject's key is destroyed.
   *
   * @param subject a pseudonym, which no longer leads to anything in the log
   */
  record Forgot(String subject) implements ErasureEvent {}
}
