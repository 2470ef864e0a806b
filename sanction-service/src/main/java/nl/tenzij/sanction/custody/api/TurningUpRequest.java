package nl.tenzij.sanction.custody.api;

import java.util.Optional;
import java.util.UUID;

/**
 * That a device went back on an earlier day, which nobody entered.
 *
 * @param handedInAgain as what the same device was handed in on a later day; absent where it only
 *     went back
 */
public record TurningUpRequest(UUID handedInAgain) {

  Optional<UUID> again() {
    return Optional.ofNullable(handedInAgain);
  }
}
