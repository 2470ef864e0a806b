package nl.tenzij.exception.evidence;

import java.time.Instant;
import java.util.UUID;
import nl.tenzij.ledger.privacy.Personal;

/** What happened to a file of evidence. */
public sealed interface ReadingEvent {

  /**
   * Somebody read it.
   *
   * @param pupil whose it is
   * @param role in which the reader acted
   */
  record EvidenceRead(
      String pupil, UUID exemption, String by, String role, Instant at, Personal<String> reason)
      implements ReadingEvent {}
}
