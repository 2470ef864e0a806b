package nl.tenzij.exception.published;

import java.util.UUID;
import nl.tenzij.exception.exemption.EndCause;

/**
 * {@code exemption-ended.v1}. Whether a review or a revocation ended it is left out: the one would
 * tell of misuse.
 */
record TellEnded(UUID exemption, String pupil, Cause cause) {

  enum Cause {
    DECIDED,
    GIVEN_UP,
    LEFT_SCHOOL;

    private static Cause of(EndCause cause) {
      return switch (cause) {
        case REVIEWED, REVOKED -> DECIDED;
        case WITHDRAWN -> GIVEN_UP;
        case LEFT_SCHOOL -> LEFT_SCHOOL;
      };
    }
  }

  static TellEnded of(UUID exemption, String pupil, EndCause cause) {
    return new TellEnded(exemption, pupil, Cause.of(cause));
  }
}
