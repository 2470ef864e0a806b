package nl.tenzij.exception.exemption;

import java.util.Objects;
import java.util.UUID;
import nl.tenzij.ledger.privacy.Personal;

/**
 * That there is a file which shows why the device is needed (S3 §2B). The file itself is kept
 * beside the log, sealed, and can be destroyed there.
 *
 * @param id of the file
 * @param about sealed as the file is: what kind of paper a pupil has tells of a condition, and a
 *     digest tells who guesses the content that the guess is right
 */
public record Evidence(UUID id, Personal<About> about) {

  /**
   * @param mediaType by its content
   * @param bytes its size
   * @param sha256 in hexadecimal
   */
  public record About(EvidenceKind kind, String mediaType, int bytes, String sha256) {}

  public Evidence {
    Objects.requireNonNull(id);
    Objects.requireNonNull(about);
  }
}
