package nl.tenzij.notification.letter;

import io.vertx.mutiny.sqlclient.Row;
import java.time.LocalDate;
import java.util.UUID;
import nl.tenzij.ledger.tenancy.School;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * That there is a letter to a pupil.
 *
 * @param measure that it confirms, such as {@code SUSPENSION}
 * @param from its first day
 * @param until its last day
 * @param letter where it is, as a PDF
 */
public record PupilLetter(
    @Schema(required = true) UUID sanction,
    @Schema(required = true) String measure,
    @Schema(required = true) LocalDate from,
    @Schema(required = true) LocalDate until,
    @Schema(required = true) String letter) {

  static PupilLetter of(School school, String pupil, Row row) {
    UUID sanction = UUID.fromString(row.getString("sanction"));
    return new PupilLetter(
        sanction,
        row.getString("measure"),
        row.getLocalDate("first_day"),
        row.getLocalDate("last_day"),
        "/api/v1/schools/%s/pupils/%s/letters/%s".formatted(school.id(), pupil, sanction));
  }
}
