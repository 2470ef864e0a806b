package nl.tenzij.school.search.api;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Asking;
import nl.tenzij.ledger.web.Consistency;
import nl.tenzij.ledger.web.Cursor;
import nl.tenzij.ledger.web.Invalid;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.ledger.web.Page;
import nl.tenzij.school.calendar.SchoolDays;
import nl.tenzij.school.lookup.Circle;
import nl.tenzij.school.search.Kind;
import nl.tenzij.school.search.PeopleSearch;
import nl.tenzij.school.search.PeopleSearch.Among;
import nl.tenzij.school.search.PeopleSearch.Search;
import nl.tenzij.school.search.PeopleSearch.Searcher;
import nl.tenzij.school.search.PersonNames;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Looking for people by name: in a body, since addresses end up in logs, and on record. */
@Path("/api/v1/schools/{school}/people-searches")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "lookups")
public class PeopleSearchResource {

  private static final UUID LAST = new UUID(-1, -1);
  private static final Instant FAR = Instant.parse("9999-01-01T00:00:00Z");

  @Inject Caller caller;
  @Inject Circle circle;
  @Inject Consistency consistency;
  @Inject PeopleSearch people;
  @Inject SchoolDays days;

  @POST
  @Asking
  @Roles({"head", "care-coordinator", "mentor", "teacher"})
  @Operation(
      operationId = "searchPeople",
      summary = "Look for people by name",
      description =
          "Each word is the beginning of a word of the name, whatever its accents. Head and care"
              + " coordinator find everybody at the school, mentors and teachers the pupils they"
              + " mentor or teach. The head can read who looked, when, why and whom they found.")
  @APIResponse(responseCode = "200", description = "Who was found")
  public Uni<FoundView> search(
      @PathParam("school") String school, @Valid @NotNull SearchRequest request) {
    School at = caller.at(school);
    if (!PeopleSearch.isSearchable(request.name())) {
      throw new Invalid("name", "too-short", "At least two letters of a name.");
    }
    Searcher searcher =
        new Searcher(caller.board(), at, caller.actor(), caller.role(), request.reason());
    return consistency
        .reached(PersonNames.NAME)
        .chain(() -> days.today(caller.board(), at))
        .map(today -> among(at, request.kinds(), today))
        .chain(among -> people.search(searcher, among, request.name()))
        .map(FoundView::of);
  }

  private Among among(School school, Set<Kind> asked, LocalDate today) {
    Set<Kind> kinds = EnumSet.allOf(Kind.class);
    if (asked != null) {
      kinds.retainAll(asked);
    }
    if (circle.isWholeSchool(school)) {
      return new Among(kinds, Optional.empty(), false, today);
    }
    kinds.retainAll(Set.of(Kind.PUPIL));
    return new Among(
        kinds,
        Optional.of(caller.person().orElseThrow(NotYours::new)),
        caller.roles(school).contains("mentor"),
        today);
  }

  @GET
  @Roles("head")
  @Operation(
      operationId = "listPeopleSearches",
      summary = "Who looked for people, when and why",
      description = "Newest first.")
  @APIResponse(responseCode = "200", description = "What was kept of the searches")
  public Uni<RestResponse<Listing<SearchView>>> searches(
      @PathParam("school") String school, @BeanParam Page page) {
    School at = caller.at(school);
    Instant before = page.after(2, keys -> Instant.parse(keys.getFirst())).orElse(FAR);
    UUID beforeId = page.after(2, keys -> UUID.fromString(keys.getLast())).orElse(LAST);
    return people
        .searches(caller.board(), at, before, beforeId, page.toRead())
        .map(rows -> page.answer(rows, PeopleSearchResource::cursor, SearchView::of));
  }

  private static Cursor cursor(Search search) {
    return Cursor.of(search.at().toString(), search.id().toString());
  }
}
