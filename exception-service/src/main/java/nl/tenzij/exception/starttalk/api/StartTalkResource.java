package nl.tenzij.exception.starttalk.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import nl.tenzij.exception.overview.ExemptionOverview;
import nl.tenzij.exception.people.People;
import nl.tenzij.exception.people.Reach;
import nl.tenzij.exception.people.Tie;
import nl.tenzij.exception.rules.SchoolRules;
import nl.tenzij.exception.starttalk.HoldStartTalk;
import nl.tenzij.exception.starttalk.StartTalkEvent;
import nl.tenzij.exception.starttalk.StartTalkLog;
import nl.tenzij.exception.starttalk.StartTalks;
import nl.tenzij.exception.starttalk.StartTalksDue;
import nl.tenzij.exception.starttalk.StartTalksDue.ToHold;
import nl.tenzij.exception.starttalk.StartTalksDue.Wanted;
import nl.tenzij.exception.starttalk.StartTalksKept;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Outcome;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Commands;
import nl.tenzij.ledger.web.Consistency;
import nl.tenzij.ledger.web.Cursor;
import nl.tenzij.ledger.web.Invalid;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.ledger.web.Page;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * At the start of each year it is talked over with every pupil who has a support plan whether a
 * device is needed, so that nobody is forgotten (S3 §1.1, §1.4).
 */
@Path("/api/v1/schools/{school}/start-talks")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "start-talks")
public class StartTalkResource {

  private final People people;
  private final SchoolRules rules;
  private final StartTalksDue due;
  private final Consistency consistency;
  private final Commands commands;
  private final CommandHandler<HoldStartTalk, StartTalks, StartTalkEvent> talks;

  public StartTalkResource(
      People people,
      SchoolRules rules,
      StartTalksDue due,
      Consistency consistency,
      Commands commands,
      CommandHandler<HoldStartTalk, StartTalks, StartTalkEvent> talks) {
    this.people = people;
    this.rules = rules;
    this.due = due;
    this.consistency = consistency;
    this.commands = commands;
    this.talks = talks;
  }

  /**
   * A pupil with whom the talk is still to be held.
   *
   * @param mentor absent where the roster names none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record StartTalkDue(String pupil, String mentor) {

    private static StartTalkDue of(ToHold found) {
      return new StartTalkDue(found.pupil(), found.mentor());
    }
  }

  /**
   * That it was held, and no more.
   *
   * @param last the day of the last one
   */
  public record StartTalkView(String pupil, LocalDate last) {}

  @GET
  @Path("/due")
  @Roles("care-coordinator")
  @Operation(
      operationId = "listStartTalksDue",
      summary = "List pupils with a support plan with whom the start talk is still to be held",
      description =
          "Those without a start talk or a request of this school year, and without an exemption"
              + " that goes on, and but an own child. By their ids.")
  @APIResponse(responseCode = "200", description = "One page")
  public Uni<RestResponse<Listing<StartTalkDue>>> due(
      @PathParam("school") String school, @BeanParam Page page) {
    School at = people.at(school);
    String after = page.after(1, keys -> pupil(keys.getFirst())).orElse("");
    var wanted = new Wanted(people.board(), at, people.person(), after, page.toRead());
    return consistency
        .reached(StartTalksKept.NAME)
        .chain(() -> consistency.reached(ExemptionOverview.NAME))
        .chain(() -> rules.date(people.board(), at))
        .chain(today -> due.page(wanted, today))
        .map(found -> page.answer(found, last -> Cursor.of(last.pupil()), StartTalkDue::of));
  }

  private static String pupil(String key) {
    if (!key.matches(StartTalkRequest.ID)) {
      throw new IllegalArgumentException("no pupil");
    }
    return key;
  }

  @POST
  @Roles({"care-coordinator", "mentor"})
  @Operation(
      operationId = "recordStartTalk",
      summary = "Write down that a start talk was held",
      description =
          "By the pupil's mentor or care, with pupil or guardians; with a pupil who was of age on"
              + " its day in any case (`pupil-not-heard`). Not what was said.")
  @APIResponse(responseCode = "200", description = "Written down")
  public Uni<RestResponse<StartTalkView>> held(
      @PathParam("school") String school, @Valid @NotNull StartTalkRequest request) {
    School at = people.at(school);
    return people
        .reach(at)
        .chain(
            reach ->
                commands.unlessEarlier(
                    talks, at, after -> view(request, after), () -> held(at, reach, request)));
  }

  private Uni<RestResponse<StartTalkView>> held(School at, Reach reach, StartTalkRequest request) {
    return theirs(at, reach, request.pupil())
        .chain(() -> command(at, request))
        .chain(
            command ->
                commands
                    .send(talks, StartTalkLog.stream(people.board(), at, request.pupil()), command)
                    .ok(after -> view(request, after)));
  }

  private Uni<HoldStartTalk> command(School at, StartTalkRequest request) {
    return rules
        .date(people.board(), at)
        .chain(
            today ->
                people
                    .ofAgeOn(at, request.pupil(), request.on())
                    .map(
                        ofAge ->
                            new HoldStartTalk(
                                request.pupil(),
                                request.on(),
                                request.with(),
                                today,
                                people.person(),
                                ofAge)));
  }

  private static StartTalkView view(StartTalkRequest request, Outcome<StartTalks> after) {
    return new StartTalkView(request.pupil(), after.state().last().orElseThrow());
  }

  /** Says the same of a pupil who is not there and of one who is somebody else's. */
  private Uni<Void> theirs(School at, Reach reach, String pupil) {
    boolean mentors = reach.is(Tie.MENTOR, pupil) || reach.is(Tie.POSSIBLE_MENTOR, pupil);
    Uni<Boolean> known =
        reach.coordinates(pupil) ? people.present(at, pupil) : Uni.createFrom().item(mentors);
    return known
        .invoke(
            is -> {
              if (!is) {
                throw new Invalid("pupil", "unknown", "A pupil of yours.");
              }
            })
        .replaceWithVoid();
  }
}
