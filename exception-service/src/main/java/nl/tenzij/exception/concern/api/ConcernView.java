package nl.tenzij.exception.concern.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.exception.concern.Concern.Closing;
import nl.tenzij.exception.concern.Concern.Reported;
import nl.tenzij.exception.concern.ConcernOutcome;
import nl.tenzij.exception.concern.ConcernStatus;
import nl.tenzij.exception.concern.Report;

/** A concern, for the care team. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConcernView(
    UUID id,
    String pupil,
    ConcernStatus status,
    Instant seen,
    String what,
    String by,
    String takenUpBy,
    ConcernOutcome outcome,
    String note) {

  static ConcernView of(UUID id, Reported concern) {
    Report report = concern.report();
    Optional<Closing> closing = concern.closing();
    return new ConcernView(
        id,
        report.pupil(),
        concern.status(),
        report.seen(),
        report.what().value().orElse(null),
        report.by(),
        concern.takenUpBy().orElse(null),
        closing.map(Closing::outcome).orElse(null),
        closing.flatMap(closed -> closed.note().value()).orElse(null));
  }
}
