package nl.tenzij.sanction.educationaluse;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.sanction.incident.Device;

/**
 * Use of devices in a lesson that a teacher asked for (S1: "tenzij daar door de leerkracht
 * specifiek toestemming voor is gegeven"). It ends by itself at its end.
 */
public sealed interface EducationalUse {

  record NotOpened() implements EducationalUse {}

  /**
   * @param closed when it was closed before its end, if it was
   */
  record Opened(Terms terms, Instant from, String by, Optional<Instant> closed)
      implements EducationalUse {

    public boolean isOpen(Instant at) {
      return !at.isBefore(from) && at.isBefore(ends());
    }

    /** When it ended or will end. */
    public Instant ends() {
      return closed.orElse(terms.until());
    }
  }

  /**
   * What a teacher opens.
   *
   * @param group the class that it is for
   * @param purpose in the teacher's words, so kept with the teacher's key
   * @param devices in the order in which they were named, once each
   * @param until not included
   */
  record Terms(String group, Personal<String> purpose, List<Device> devices, Instant until) {
    public Terms {
      Objects.requireNonNull(group);
      Objects.requireNonNull(purpose);
      devices = List.copyOf(devices);
      Objects.requireNonNull(until);
    }
  }
}
