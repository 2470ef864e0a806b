package nl.tenzij.school.selfcheck.api;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Consistency;
import nl.tenzij.ledger.web.Cursor;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.ledger.web.Page;
import nl.tenzij.school.calendar.SchoolDays;
import nl.tenzij.school.evaluation.EvaluationOverview;
import nl.tenzij.school.framework.Framework;
import nl.tenzij.school.framework.FrameworkCommand;
import nl.tenzij.school.framework.FrameworkEvent;
import nl.tenzij.school.framework.Frameworks;
import nl.tenzij.school.law.Articles;
import nl.tenzij.school.organisation.SchoolOverview;
import nl.tenzij.school.organisation.SchoolRow;
import nl.tenzij.school.policy.Bounds;
import nl.tenzij.school.policy.PolicyOverview;
import nl.tenzij.school.selfcheck.SelfChecks;
import nl.tenzij.school.selfcheck.SelfChecks.Checked;
import nl.tenzij.school.words.StaffLanguage;
import nl.tenzij.school.words.Words;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** How far each of a board's schools is. */
@Path("/api/v1/boards/{board}/self-checks")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "self-check")
public class BoardSelfCheckResource {

  @Inject Caller caller;
  @Inject Consistency consistency;
  @Inject Articles articles;
  @Inject SelfChecks checks;
  @Inject SchoolDays days;
  @Inject CommandHandler<FrameworkCommand, Framework, FrameworkEvent> frameworks;

  private record Listed(SchoolRow row, SelfCheckView view) {}

  @GET
  @Roles("board")
  @Operation(summary = "Hold each of the board's schools beside the national guideline")
  @APIResponse(responseCode = "200", description = "In order of the schools' ids")
  public Uni<RestResponse<Listing<SelfCheckView>>> list(
      @PathParam("board") String board,
      @QueryParam("language") @DefaultValue("NL") StaffLanguage language,
      @BeanParam Page page) {
    Board own = caller.board();
    Words words = Words.of("selfcheck", language.language());
    String after = page.after(1).map(List::getFirst).orElse("");
    int most = page.toRead();
    return consistency
        .reached(PolicyOverview.NAME)
        .chain(() -> consistency.reached(EvaluationOverview.NAME))
        .chain(() -> consistency.reached(SchoolOverview.NAME))
        .chain(() -> frameworks.load(Frameworks.stream(own)))
        .map(loaded -> loaded.state().binding())
        .chain(
            bounds ->
                Panache.withSession(() -> SchoolRow.page(own, after, most))
                    .chain(rows -> checked(own, rows, bounds, words)))
        .map(all -> page.answer(all, listed -> Cursor.of(listed.row().school), Listed::view));
  }

  private Uni<List<Listed>> checked(Board board, List<SchoolRow> rows, Bounds bounds, Words words) {
    return Multi.createFrom()
        .iterable(rows)
        .onItem()
        .transformToUniAndConcatenate(
            row ->
                checked(board, new School(row.school), bounds)
                    .map(found -> new Listed(row, SelfCheckView.of(found, articles, words))))
        .collect()
        .asList();
  }

  private Uni<Checked> checked(Board board, School school, Bounds bounds) {
    return days.zone(board, school).chain(zone -> checks.of(board, school, zone, bounds));
  }
}
