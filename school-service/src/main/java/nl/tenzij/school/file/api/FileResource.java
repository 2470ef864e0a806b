package nl.tenzij.school.file.api;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Consistency;
import nl.tenzij.school.file.api.GuardianFile.Ward;
import nl.tenzij.school.guardian.Guardian;
import nl.tenzij.school.guardian.GuardianCommand;
import nl.tenzij.school.guardian.GuardianEvent;
import nl.tenzij.school.guardian.Guardians;
import nl.tenzij.school.lookup.Circle;
import nl.tenzij.school.lookup.Lookups;
import nl.tenzij.school.pupil.Pupil;
import nl.tenzij.school.pupil.PupilCommand;
import nl.tenzij.school.pupil.PupilEvent;
import nl.tenzij.school.pupil.Pupils;
import nl.tenzij.school.reading.PupilReadings;
import nl.tenzij.school.reading.PupilReadings.Entry;
import nl.tenzij.school.reading.Reason;
import nl.tenzij.school.roster.ClassPlaces;
import nl.tenzij.school.roster.RosterMembers;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** One's own file, to read and to take along: as long as it is kept, also after leaving. */
@Path("/api/v1/schools/{school}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "roster")
public class FileResource {

  @Inject Caller caller;
  @Inject Circle circle;
  @Inject Consistency consistency;
  @Inject Lookups lookups;
  @Inject PupilReadings readings;
  @Inject CommandHandler<PupilCommand, Pupil, PupilEvent> pupils;
  @Inject CommandHandler<GuardianCommand, Guardian, GuardianEvent> guardians;

  @GET
  @Path("/pupils/{pupil}/file")
  @Roles({"guardian", "pupil"})
  @Operation(
      operationId = "readFileOfPupil",
      summary = "All that is kept here of a pupil",
      description =
          "Pupils read their own, guardians with custody that of their children, unless contact is"
              + " barred: a guardian without custody asks the school (BW 1:377c). Other guardians"
              + " are not shown. That it was read is kept.")
  @APIResponse(responseCode = "200", description = "As it is now")
  public Uni<PupilFile> ofPupil(
      @PathParam("school") String school, @PathParam("pupil") String pupil) {
    School at = caller.at(school);
    Entry entry = new Entry(caller.board(), at, pupil);
    return consistency
        .reached(ClassPlaces.NAME)
        .chain(() -> pupils.load(Pupils.stream(caller.board(), at, pupil)))
        .map(loaded -> loaded.state())
        .invoke(known -> mayRead(at, known))
        .call(known -> readings.note(entry, caller.actor(), readsAs(at, known), Reason.OWN_FILE))
        .chain(
            known ->
                lookups
                    .placesOfPupil(caller.board(), at, pupil)
                    .map(places -> PupilFile.of(known, circle.ownTie(at, known), places)));
  }

  private void mayRead(School school, Pupil pupil) {
    if (!circle.mayReadFile(school, pupil)) {
      throw new NotYours();
    }
  }

  /** Who is a guardian of others here, too, reads the own file as the pupil. */
  private String readsAs(School school, Pupil pupil) {
    return circle.ownTie(school, pupil).isPresent() ? "guardian" : "pupil";
  }

  /** Of whom nothing was ever known, nothing is known either. */
  private static boolean isForgotten(Personal<String> name) {
    return name == null || name.value().isEmpty();
  }

  @GET
  @Path("/guardians/{guardian}/file")
  @Roles("guardian")
  @Operation(
      operationId = "readFileOfGuardian",
      summary = "What is kept here of a guardian",
      description =
          "Guardians read their own. Pupils of whom the guardian may not be told are left out, and"
              + " those who have left: what is kept of the tie to them is in their own files, which"
              + " stay open to guardians with custody.")
  @APIResponse(responseCode = "200", description = "As it is now")
  public Uni<GuardianFile> ofGuardian(
      @PathParam("school") String school, @PathParam("guardian") String guardian) {
    School at = caller.at(school);
    if (caller.person().filter(guardian::equals).isEmpty()) {
      throw new NotYours();
    }
    return consistency
        .reached(RosterMembers.NAME)
        .chain(() -> guardians.load(Guardians.stream(caller.board(), at, guardian)))
        .map(loaded -> known(loaded.state()))
        .chain(known -> wards(at, guardian).map(wards -> GuardianFile.of(known, wards)));
  }

  private static Guardian known(Guardian guardian) {
    if (isForgotten(guardian.givenName())) {
      throw new NotYours();
    }
    return guardian;
  }

  private Uni<List<Ward>> wards(School school, String guardian) {
    return lookups
        .pupilsOfGuardian(caller.board(), school, guardian)
        .onItem()
        .transformToMulti(all -> Multi.createFrom().iterable(all))
        .onItem()
        .transformToUniAndConcatenate(
            pupil -> pupils.load(Pupils.stream(caller.board(), school, pupil)))
        .onItem()
        .transformToIterable(loaded -> wards(loaded.state(), guardian))
        .collect()
        .asList();
  }

  private static List<Ward> wards(Pupil pupil, String guardian) {
    return pupil.guardians().stream()
        .filter(tie -> tie.guardian().equals(guardian) && tie.contact())
        .map(tie -> Ward.of(pupil.pupil(), tie))
        .toList();
  }
}
