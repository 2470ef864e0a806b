package nl.tenzij.sanction.verdict.api;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.Forbidden;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Consistency;
import nl.tenzij.sanction.incident.Device;
import nl.tenzij.sanction.incident.Place;
import nl.tenzij.sanction.overview.SanctionOverview;
import nl.tenzij.sanction.overview.SanctionRow;
import nl.tenzij.sanction.sanction.SanctionPeriod;
import nl.tenzij.sanction.school.RulesInForce;
import nl.tenzij.sanction.school.Schools;
import nl.tenzij.sanction.school.Schools.Profile;
import nl.tenzij.sanction.staff.Staff;
import nl.tenzij.sanction.verdict.Moment;
import nl.tenzij.sanction.verdict.Question;
import nl.tenzij.sanction.verdict.Verdict;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The one question: may this pupil use this device, here and now? */
@Path("/api/v1/schools/{school}/pupils/{pupil}/verdict")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "verdict")
public class VerdictResource {

  private static final ZoneId UNLESS_TOLD = ZoneId.of("Europe/Amsterdam");

  private final Caller caller;
  private final Staff staff;
  private final Schools schools;
  private final Pool pool;
  private final Clock clock;
  private final Consistency consistency;

  public VerdictResource(
      Caller caller,
      Staff staff,
      Schools schools,
      Pool pool,
      Clock clock,
      Consistency consistency) {
    this.caller = caller;
    this.staff = staff;
    this.schools = schools;
    this.pool = pool;
    this.clock = clock;
    this.consistency = consistency;
  }

  private record Asked(Board board, School school, String pupil, Question question, Instant at) {}

  @GET
  @Roles({"teacher", "mentor", "care-coordinator", "head", "school-system", "pupil"})
  @Operation(summary = "May this pupil use this device, here and now?")
  @APIResponse(responseCode = "200", description = "The verdict")
  public Uni<VerdictView> ask(
      @PathParam("school") String school,
      @PathParam("pupil") String pupil,
      @QueryParam("device") @NotNull Device device,
      @QueryParam("place") @NotNull Place place,
      @QueryParam("moment") @NotNull Moment moment,
      @QueryParam("at") OffsetDateTime at) {
    School here = mayAsk(school, pupil);
    Instant when = at == null ? clock.instant() : at.toInstant();
    var asked = new Asked(caller.board(), here, pupil, new Question(device, place, moment), when);
    return schools
        .unknown(asked.board(), here, List.of(pupil), pool)
        .invoke(unknown -> found(unknown.isEmpty()))
        .chain(() -> consistency.reached(SanctionOverview.NAME))
        .chain(() -> answer(asked));
  }

  /**
   * Staff and the school's own system ask about any pupil of the school, pupils about themselves.
   */
  private School mayAsk(String school, String pupil) {
    School here =
        staff.as(school, "teacher", "mentor", "care-coordinator", "head", "school-system", "pupil");
    boolean onlyPupil = caller.roles(here).stream().allMatch("pupil"::equals);
    if (onlyPupil && !caller.person().equals(Optional.of(pupil))) {
      throw new Forbidden("Pupils ask about themselves.");
    }
    return here;
  }

  private static void found(boolean known) {
    if (!known) {
      throw new NotYours();
    }
  }

  private Uni<VerdictView> answer(Asked asked) {
    return schools
        .profile(asked.board(), asked.school(), pool)
        .map(profile -> profile.map(Profile::zone).orElse(UNLESS_TOLD))
        .chain(
            zone ->
                schools
                    .rules(asked.board(), asked.school(), asked.at(), pool)
                    .chain(rules -> ban(asked, zone).map(ban -> view(asked, rules, ban, zone))));
  }

  private static VerdictView view(
      Asked asked, Optional<RulesInForce> inForce, Optional<SanctionPeriod> ban, ZoneId zone) {
    var rules = inForce.map(RulesInForce::use);
    return VerdictView.of(
        asked.pupil(), Verdict.on(asked.question(), rules, ban), rules, asked.at(), zone);
  }

  private static Uni<Optional<SanctionPeriod>> ban(Asked asked, ZoneId zone) {
    return Panache.withSession(
            () ->
                SanctionRow.banOn(
                    asked.board(),
                    asked.school(),
                    asked.pupil(),
                    asked.at().atZone(zone).toLocalDate()))
        .map(row -> Optional.ofNullable(row).map(SanctionRow::period));
  }
}
