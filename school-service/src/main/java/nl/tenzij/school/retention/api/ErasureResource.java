package nl.tenzij.school.retention.api;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.Optional;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Consistency;
import nl.tenzij.ledger.web.Cursor;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.ledger.web.Page;
import nl.tenzij.school.retention.ErasureCounts;
import nl.tenzij.school.retention.ErasureCounts.Cause;
import nl.tenzij.school.retention.ErasureCounts.Count;
import nl.tenzij.school.retention.Forgetter;
import nl.tenzij.school.roster.RosterMembers;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Whom to forget, and what was erased, in numbers. */
@Path("/api/v1/schools/{school}/erasures")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "roster")
public class ErasureResource {

  private static final LocalDate FAR = LocalDate.of(9999, 1, 1);

  @Inject Caller caller;
  @Inject Consistency consistency;
  @Inject ErasureCounts counts;
  @Inject Forgetter forgetter;

  /**
   * Whom to forget.
   *
   * @param person as the roster calls them
   */
  public record ForgetRequest(@NotBlank @Size(max = 200) String person) {}

  /** How many people were forgotten on a day. */
  public record ErasureView(LocalDate on, Cause cause, int people) {
    static ErasureView of(Count count) {
      return new ErasureView(count.day(), count.cause(), count.people());
    }
  }

  @GET
  @Roles({"head", "board"})
  @Operation(
      operationId = "listErasures",
      summary = "How many people were forgotten, when and why",
      description =
          "Newest first. Who was last at this school is counted here. Whom, is told nowhere.")
  @APIResponse(responseCode = "200", description = "One page")
  public Uni<RestResponse<Listing<ErasureView>>> list(
      @PathParam("school") String school, @BeanParam Page page) {
    School at = caller.at(school);
    Optional<Count> after =
        page.after(
            2,
            keys -> new Count(LocalDate.parse(keys.getFirst()), Cause.valueOf(keys.getLast()), 0));
    return consistency
        .reached(ErasureCounts.NAME)
        .chain(
            () ->
                counts.of(
                    caller.board(),
                    at,
                    after.map(Count::day).orElse(FAR),
                    after.map(each -> each.cause().name()).orElse(""),
                    page.toRead()))
        .map(rows -> page.answer(rows, ErasureResource::cursor, ErasureView::of));
  }

  @POST
  @Roles({"head", "board"})
  @Operation(
      operationId = "forgetPerson",
      summary = "Forget somebody who left and asks for it",
      description =
          "Before the term for keeping their file is over. Their key is destroyed: what was sealed"
              + " for them can be read by nobody any more, here and, within moments, in the other"
              + " services. Refused while they are at a school of the board (still-here), are the"
              + " guardian of somebody who is (still-guardian), or a roster that may name them comes"
              + " in or waits (roster-under-way). Whom another school of the board knew, too, the"
              + " board itself can have forgotten (known-elsewhere).")
  @APIResponse(responseCode = "204", description = "Nobody here knows them any more")
  public Uni<Response> forget(
      @PathParam("school") String school, @Valid @NotNull ForgetRequest request) {
    School at = caller.at(school);
    return consistency
        .reached(RosterMembers.NAME)
        .chain(() -> forgetter.forget(at, request.person()));
  }

  private static Cursor cursor(Count count) {
    return Cursor.of(count.day().toString(), count.cause().name());
  }
}
