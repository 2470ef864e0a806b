package nl.tenzij.school.contact;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Consistency;
import nl.tenzij.school.guardian.Guardian;
import nl.tenzij.school.guardian.GuardianCommand;
import nl.tenzij.school.guardian.GuardianEvent;
import nl.tenzij.school.guardian.Guardians;
import nl.tenzij.school.pupil.Pupil;
import nl.tenzij.school.pupil.PupilCommand;
import nl.tenzij.school.pupil.PupilEvent;
import nl.tenzij.school.pupil.Pupils;
import nl.tenzij.school.roster.RosterMembers;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * What has to be known of a person at the moment of writing to them, for services only: names and
 * addresses don't travel by event.
 */
@Path("/api/v1/schools/{school}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "contacts")
public class ContactResource {

  private static final String INFORMED =
      """
      select bool_and(informed) from guardianship
      where board = $1 and school = $2 and guardian = $3 and ($4::text is null or pupil = $4)
      """;

  @Inject Caller caller;
  @Inject Pool pool;
  @Inject Consistency consistency;
  @Inject CommandHandler<GuardianCommand, Guardian, GuardianEvent> guardians;
  @Inject CommandHandler<PupilCommand, Pupil, PupilEvent> pupils;

  @GET
  @Roles("service")
  @Path("/guardians/{guardian}/contact")
  @Operation(
      operationId = "readGuardianContact",
      summary = "How to reach a guardian",
      description =
          "Informed says whether the guardian is told unasked: of the pupil that is named, else of"
              + " every pupil of theirs at this school. Where it is absent there is no tie; as long as"
              + " that can't be said for sure the answer is 503.")
  public Uni<ContactView> contact(
      @PathParam("school") String school,
      @PathParam("guardian") String guardian,
      @QueryParam("pupil") String pupil) {
    School at = caller.at(school, "service");
    return guardians
        .load(Guardians.stream(caller.board(), at, guardian))
        .map(loaded -> present(loaded.state()))
        .chain(found -> told(at, guardian, pupil).map(informed -> contact(found, informed)));
  }

  /** Before it is said that there is no tie, the list shows all that was entered. */
  private Uni<Boolean> told(School school, String guardian, String pupil) {
    return informed(school, guardian, pupil)
        .chain(
            informed ->
                informed != null
                    ? Uni.createFrom().item(informed)
                    : consistency
                        .latest(RosterMembers.NAME, caller.board(), school)
                        .chain(() -> informed(school, guardian, pupil)));
  }

  private static Guardian present(Guardian guardian) {
    if (!guardian.present() || guardian.givenName().value().isEmpty()) {
      throw new NotYours();
    }
    return guardian;
  }

  private Uni<Boolean> informed(School school, String guardian, String pupil) {
    return pool.preparedQuery(INFORMED)
        .execute(Tuple.of(caller.board().id(), school.id(), guardian, pupil))
        .map(rows -> rows.iterator().next().getBoolean(0));
  }

  private static ContactView contact(Guardian guardian, Boolean informed) {
    return new ContactView(
        guardian.guardian(),
        shown(guardian.givenName()),
        shown(guardian.familyName()),
        shown(guardian.email()),
        guardian.language(),
        informed);
  }

  @GET
  @Roles("service")
  @Path("/pupils/{pupil}/name")
  @Operation(operationId = "readPupilName", summary = "What a pupil is called")
  public Uni<PupilNameView> name(
      @PathParam("school") String school, @PathParam("pupil") String pupil) {
    School at = caller.at(school, "service");
    return pupils
        .load(Pupils.stream(caller.board(), at, pupil))
        .map(loaded -> name(loaded.state()));
  }

  private static PupilNameView name(Pupil pupil) {
    if (pupil.pupil() == null || pupil.givenName().value().isEmpty()) {
      throw new NotYours();
    }
    return new PupilNameView(pupil.pupil(), shown(pupil.givenName()));
  }

  private static String shown(Personal<String> value) {
    return value == null ? null : value.value().orElse(null);
  }
}
