package nl.tenzij.exception.evidence;

import java.time.Instant;
import java.util.UUID;
import nl.tenzij.ledger.privacy.Personal;

/** Somebody wants to read a file of evidence, and says why. */
public record ReadEvidence(
    String pupil, UUID exemption, String by, String role, Instant at, Personal<String> reason) {}
