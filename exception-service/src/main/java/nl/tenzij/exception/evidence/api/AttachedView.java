package nl.tenzij.exception.evidence.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.exception.exemption.Evidence;
import nl.tenzij.exception.exemption.Evidence.About;
import nl.tenzij.exception.exemption.EvidenceKind;

/** A file that was attached; once the pupil is forgotten, only its id is left. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AttachedView(UUID id, EvidenceKind kind, String mediaType, Integer bytes) {

  static AttachedView of(Evidence evidence) {
    Optional<About> about = evidence.about().value();
    return new AttachedView(
        evidence.id(),
        about.map(About::kind).orElse(null),
        about.map(About::mediaType).orElse(null),
        about.map(About::bytes).orElse(null));
  }
}
