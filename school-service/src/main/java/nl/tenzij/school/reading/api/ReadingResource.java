package nl.tenzij.school.reading.api;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Cursor;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.ledger.web.Page;
import nl.tenzij.school.lookup.Circle;
import nl.tenzij.school.reading.PupilReadings;
import nl.tenzij.school.reading.PupilReadings.Entry;
import nl.tenzij.school.reading.PupilReadings.Reading;
import nl.tenzij.school.reading.Reason;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Who read a pupil's entry: for the pupil, the guardians, and those who answer for it. */
@Path("/api/v1/schools/{school}/pupils/{pupil}/readings")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "roster")
public class ReadingResource {

  private static final UUID LAST = new UUID(-1, -1);
  private static final Instant FAR = Instant.parse("9999-01-01T00:00:00Z");

  @Inject Caller caller;
  @Inject Circle circle;
  @Inject PupilReadings readings;

  /**
   * That somebody read it.
   *
   * @param by the roster's id
   */
  public record ReadingView(UUID id, Instant at, String by, String role, Reason reason) {
    static ReadingView of(Reading reading) {
      return new ReadingView(
          reading.id(), reading.at(), reading.by(), reading.role(), reading.reason());
    }
  }

  @GET
  @Roles({"head", "care-coordinator", "guardian", "pupil"})
  @Operation(
      operationId = "listReadingsOfPupil",
      summary = "Who read a pupil's entry, when and why",
      description =
          "Newest first. Guardians ask of their children, pupils of themselves; other guardians are"
              + " not shown to them. Who may read the file after leaving may read this too.")
  @APIResponse(responseCode = "200", description = "One page")
  public Uni<RestResponse<Listing<ReadingView>>> list(
      @PathParam("school") String school, @PathParam("pupil") String pupil, @BeanParam Page page) {
    School at = caller.at(school);
    Entry entry = new Entry(caller.board(), at, pupil);
    Instant before = page.after(2, keys -> Instant.parse(keys.getFirst())).orElse(FAR);
    String family = circle.isWholeSchool(at) ? null : caller.actor();
    UUID beforeId = page.after(2, keys -> UUID.fromString(keys.getLast())).orElse(LAST);
    return circle
        .pupilEver(at, pupil)
        .chain(known -> readings.of(entry, family, before, beforeId, page.toRead()))
        .map(rows -> page.answer(rows, ReadingResource::cursor, ReadingView::of));
  }

  private static Cursor cursor(Reading reading) {
    return Cursor.of(reading.at().toString(), reading.id().toString());
  }
}
