package nl.tenzij.sanction.verdict.api;

import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.Forbidden;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Consistency;
import nl.tenzij.ledger.web.Invalid;
import nl.tenzij.sanction.educationaluse.EducationalUseOverview;
import nl.tenzij.sanction.incident.Device;
import nl.tenzij.sanction.incident.Place;
import nl.tenzij.sanction.overview.SanctionOverview;
import nl.tenzij.sanction.staff.Staff;
import nl.tenzij.sanction.verdict.Asking;
import nl.tenzij.sanction.verdict.Moment;
import nl.tenzij.sanction.verdict.Question;
import nl.tenzij.sanction.verdict.Verdicts;
import nl.tenzij.sanction.verdict.Verdicts.Answers;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The one question: may this pupil use this device, here and now? */
@Path("/api/v1/schools/{school}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "verdict")
public class VerdictResource {

  private static final String PUPIL = "pupil";

  private static final String SUBJECT =
      "Of the lesson, by the roster's id. Absent: that of the class, or of the one class with a"
          + " subject in which who asks has the pupil; the answer tells which.";
  private static final String AT =
      "Absent: now. Teachers and mentors ask about the present school year, from 1 August, or"
          + " later (else too-long-ago); teachers of a past day only about those whom they taught"
          + " then too.";

  private final Caller caller;
  private final Staff staff;
  private final Verdicts verdicts;
  private final Clock clock;
  private final Consistency consistency;

  public VerdictResource(
      Caller caller, Staff staff, Verdicts verdicts, Clock clock, Consistency consistency) {
    this.caller = caller;
    this.staff = staff;
    this.verdicts = verdicts;
    this.clock = clock;
    this.consistency = consistency;
  }

  /**
   * Care coordinator, head and the school's own system ask about any pupil of the school, teachers
   * and mentors about those they teach, pupils about themselves, whatever else they are. Of a past
   * moment a teacher asks about those whom they taught then too; they and mentors ask about none
   * before the present school year, which begins on 1 August (400 {@code too-long-ago}). Without a
   * moment it is as the school's calendar has it, and without a subject it is that of the one class
   * with a subject in which who asks teaches the pupil; the answer tells which.
   */
  @GET
  @Path("/pupils/{pupil}/verdict")
  @Roles({"teacher", "mentor", "care-coordinator", "head", "school-system", PUPIL})
  @Operation(summary = "May this pupil use this device, here and now?")
  @APIResponse(responseCode = "200", description = "The verdict")
  public Uni<VerdictView> ask(
      @PathParam("school") String school,
      @PathParam("pupil") String pupil,
      @QueryParam("device") @NotNull Device device,
      @QueryParam("place") @NotNull Place place,
      @QueryParam("moment") Moment moment,
      @Parameter(description = SUBJECT) @QueryParam("subject") @Size(max = 128) String subject,
      @Parameter(description = AT) @QueryParam("at") OffsetDateTime at) {
    School here = staff.as(school, caller.role());
    Optional<String> by = isAboutThemselves(here, pupil) ? Optional.empty() : restricted(here);
    Asking asking =
        asking(
            here,
            new Question(device, place, Optional.ofNullable(moment), Optional.ofNullable(subject)),
            at);
    return reached()
        .chain(() -> verdicts.ofPupil(asking, pupil, by))
        .invoke(answers -> mayLookBackTo(asking.at(), answers, by))
        .map(answers -> single(answers, pupil, asking.at()));
  }

  private Asking asking(School here, Question question, OffsetDateTime at) {
    Instant when = at == null ? clock.instant() : at.toInstant();
    Asking asking = new Asking(caller.board(), here, when, question);
    return consistency.isAskedFor() ? asking.atTheLatest() : asking;
  }

  private boolean isAboutThemselves(School here, String pupil) {
    return caller.roles(here).contains(PUPIL) && caller.person().filter(pupil::equals).isPresent();
  }

  private Optional<String> restricted(School here) {
    if (caller.role().equals(PUPIL)) {
      throw new Forbidden("Pupils ask about themselves.");
    }
    return staff.restricted(here);
  }

  /** Whoever it is about: a year that is over is for those who look after the whole school. */
  private void mayLookBackTo(Instant at, Answers answers, Optional<String> by) {
    if (by.isPresent() && !answers.book().isSinceTheSchoolYearOf(clock.instant(), at)) {
      throw new Invalid("at", "too-long-ago", "A moment of the present school year, or later.");
    }
  }

  private VerdictView single(Answers answers, String pupil, Instant at) {
    return answers
        .of(pupil)
        .filter(answer -> answers.teaches(pupil))
        .map(answer -> VerdictView.of(answer, answers.question(), at, answers.asOf()))
        .orElseThrow(NotYours::new);
  }

  /**
   * What a teacher asks at the start of a lesson. Of a past moment it is theirs to ask where they
   * taught the class then too, and the moment is of the present school year (400 {@code
   * too-long-ago}).
   */
  @GET
  @Path("/classes/{class}/verdicts")
  @Roles({"teacher", "mentor", "care-coordinator", "head", "school-system"})
  @Operation(
      operationId = "askVerdictsOfClass",
      summary = "May the pupils of this class use this device, here and now?")
  @APIResponse(responseCode = "200", description = "A verdict on each pupil")
  public Uni<ClassVerdicts> askOfClass(
      @PathParam("school") String school,
      @PathParam("class") String group,
      @QueryParam("device") @NotNull Device device,
      @QueryParam("place") @NotNull Place place,
      @QueryParam("moment") Moment moment,
      @Parameter(description = SUBJECT) @QueryParam("subject") @Size(max = 128) String subject,
      @Parameter(description = AT) @QueryParam("at") OffsetDateTime at) {
    School here = staff.as(school, caller.role());
    Asking asking =
        asking(
            here,
            new Question(device, place, Optional.ofNullable(moment), Optional.ofNullable(subject)),
            at);
    Optional<String> by = staff.restricted(here);
    return reached()
        .chain(() -> verdicts.ofClass(asking, group, by))
        .invoke(answers -> mayLookBackTo(asking.at(), answers, by))
        .map(answers -> all(answers, group, asking.at()));
  }

  private ClassVerdicts all(Answers answers, String group, Instant at) {
    if (!answers.all().stream().allMatch(answer -> answers.teaches(answer.pupil()))) {
      throw new NotYours();
    }
    return new ClassVerdicts(
        group,
        answers.all().stream()
            .map(answer -> VerdictView.of(answer, answers.question(), at, answers.asOf()))
            .toList());
  }

  private Uni<Void> reached() {
    return consistency
        .reached(SanctionOverview.NAME)
        .chain(() -> consistency.reached(EducationalUseOverview.NAME));
  }
}
