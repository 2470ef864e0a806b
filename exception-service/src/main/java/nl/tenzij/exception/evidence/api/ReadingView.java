package nl.tenzij.exception.evidence.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import nl.tenzij.exception.evidence.ReadingEvent.EvidenceRead;

/** A reading: who, in which role, when, why. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReadingView(String by, String role, Instant at, String reason) {

  static ReadingView of(EvidenceRead read) {
    return new ReadingView(read.by(), read.role(), read.at(), read.reason().value().orElse(null));
  }
}
