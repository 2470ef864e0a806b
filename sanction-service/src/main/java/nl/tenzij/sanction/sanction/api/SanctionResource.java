package nl.tenzij.sanction.sanction.api;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Loaded;
import nl.tenzij.ledger.store.Outcome;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Forbidden;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Commands;
import nl.tenzij.ledger.web.ETags;
import nl.tenzij.ledger.web.Tagged;
import nl.tenzij.sanction.incident.Incident;
import nl.tenzij.sanction.incident.Incident.OnRecord;
import nl.tenzij.sanction.incident.IncidentCommand;
import nl.tenzij.sanction.incident.IncidentEvent;
import nl.tenzij.sanction.incident.Incidents;
import nl.tenzij.sanction.sanction.Sanction;
import nl.tenzij.sanction.sanction.Sanction.Known;
import nl.tenzij.sanction.sanction.Sanction.NotProposed;
import nl.tenzij.sanction.sanction.SanctionCommand;
import nl.tenzij.sanction.sanction.SanctionCommand.ConfirmSanction;
import nl.tenzij.sanction.sanction.SanctionCommand.FinishSanction;
import nl.tenzij.sanction.sanction.SanctionCommand.HoldHearing;
import nl.tenzij.sanction.sanction.SanctionCommand.ImposeSanction;
import nl.tenzij.sanction.sanction.SanctionCommand.ReportToInspectorate;
import nl.tenzij.sanction.sanction.SanctionCommand.RevokeSanction;
import nl.tenzij.sanction.sanction.SanctionEvent;
import nl.tenzij.sanction.sanction.SanctionPeriod;
import nl.tenzij.sanction.sanction.Sanctions;
import nl.tenzij.sanction.sanction.Sector;
import nl.tenzij.sanction.sanction.api.SanctionView.Sight;
import nl.tenzij.sanction.school.SchoolBook;
import nl.tenzij.sanction.school.SchoolBooks;
import nl.tenzij.sanction.school.Schools;
import nl.tenzij.sanction.school.Schools.Profile;
import nl.tenzij.sanction.staff.Staff;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** What people decide on what the ladder proposed. */
@Path("/api/v1/schools/{school}/sanctions/{sanction}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "sanctions")
public class SanctionResource {

  private final Staff staff;
  private final Schools schools;
  private final SchoolBooks books;
  private final Pool pool;
  private final Clock clock;
  private final Commands commands;
  private final ETags tags;
  private final Decisions decisions;
  private final Surroundings surroundings;
  private final CommandHandler<IncidentCommand, Incident, IncidentEvent> incidents;
  private final CommandHandler<SanctionCommand, Sanction, SanctionEvent> sanctions;

  public SanctionResource(
      Staff staff,
      Schools schools,
      SchoolBooks books,
      Pool pool,
      Clock clock,
      Commands commands,
      ETags tags,
      Decisions decisions,
      Surroundings surroundings,
      CommandHandler<IncidentCommand, Incident, IncidentEvent> incidents,
      CommandHandler<SanctionCommand, Sanction, SanctionEvent> sanctions) {
    this.staff = staff;
    this.schools = schools;
    this.books = books;
    this.pool = pool;
    this.clock = clock;
    this.commands = commands;
    this.tags = tags;
    this.decisions = decisions;
    this.surroundings = surroundings;
    this.incidents = incidents;
    this.sanctions = sanctions;
  }

  /** With what was decided on it, by whom, when and why; a reason is not for everybody. */
  @GET
  @Tagged
  @Roles({"head", "care-coordinator", "mentor", "teacher"})
  @Operation(summary = "Read a sanction and what was decided on it")
  @APIResponse(responseCode = "200", description = "As it is now")
  @APIResponse(responseCode = "409", description = "It is on an own child")
  public Uni<RestResponse<SanctionView>> read(
      @PathParam("school") String school, @PathParam("sanction") UUID sanction) {
    School at = staff.at(school);
    StreamId stream = Sanctions.stream(staff.board(), at, sanction);
    return readable(at, stream)
        .chain(
            loaded ->
                sight(at, (Known) loaded.state())
                    .chain(
                        sight ->
                            decisions(stream, loaded, sight)
                                .map(
                                    decided ->
                                        tags.show(
                                            counted(loaded, sight),
                                            SanctionView.of(
                                                stream.id(),
                                                (Known) loaded.state(),
                                                sight,
                                                decided)))));
  }

  private Uni<List<DecisionView>> decisions(StreamId stream, Loaded<Sanction> loaded, Sight sight) {
    var reader =
        new Decisions.Reader(
            staff.person(), sight.whole(), sight.showsReasons((Known) loaded.state()));
    return decisions.of(stream, loaded.version(), reader);
  }

  /**
   * What a ladder that counts does not see: that nobody decided on the step before, so that there
   * was no chance to repair (S2), and what may be one sight that two people reported.
   */
  @GET
  @Roles({"head", "care-coordinator", "mentor", "teacher"})
  @Path("/surroundings")
  @Operation(
      operationId = "readSanctionSurroundings",
      summary = "Read what stands beside a sanction, before deciding on it")
  @APIResponse(responseCode = "200", description = "As it is now")
  @APIResponse(responseCode = "409", description = "It is on an own child")
  public Uni<SurroundingsView> surroundings(
      @PathParam("school") String school, @PathParam("sanction") UUID sanction) {
    School at = staff.at(school);
    StreamId stream = Sanctions.stream(staff.board(), at, sanction);
    return readable(at, stream)
        .map(loaded -> (Known) loaded.state())
        .call(known -> sight(at, known).invoke(SanctionResource::mayDecide))
        .chain(
            known ->
                incident(at, known)
                    .chain(
                        incident ->
                            surroundings.of(
                                stream,
                                known,
                                incident.observed(),
                                new Surroundings.Reader(staff.person(), staff.readsAll(at)))));
  }

  /** A tag stands for what is shown: what is not, does not count in it. */
  private static int counted(Loaded<Sanction> loaded, Sight sight) {
    return loaded.version() - sight.hiddenOf((Known) loaded.state());
  }

  /**
   * Who must be heard, and before which measure, is a property of the measure. Of a pupil who is of
   * age the roster says so, else the head, in the place of a talk with the guardians. What the
   * roster takes back before the head confirms the measure is made up for after it was imposed.
   */
  @POST
  @Roles({"head", "care-coordinator", "mentor", "teacher"})
  @Path("/hearings")
  @Operation(
      operationId = "recordHearing",
      summary = "Record that pupil or guardians were heard",
      description =
          "Or, by the head as `OF_AGE`, that there are no guardians to be heard. That goes for this"
              + " one measure's hearing: messages, letters and what parents read go by the roster."
              + " Have the school's system say that the pupil is of age, else home is told.")
  @APIResponse(responseCode = "200", description = "The sanction as it is now")
  public Uni<RestResponse<SanctionView>> hear(
      @PathParam("school") String school,
      @PathParam("sanction") UUID sanction,
      @Valid @NotNull HearingRequest request) {
    School at = staff.at(school);
    StreamId stream = Sanctions.stream(staff.board(), at, sanction);
    return readable(at, stream)
        .map(loaded -> (Known) loaded.state())
        .chain(
            known ->
                profile(at)
                    .chain(
                        profile ->
                            incident(at, known)
                                .chain(
                                    incident ->
                                        ofAge(at, known)
                                            .map(
                                                ofAge ->
                                                    hearing(
                                                        request,
                                                        known,
                                                        incident,
                                                        new Pupil(at, profile.sector(), ofAge)))))
                    .chain(decision -> send(stream, known, decision)));
  }

  /**
   * @param ofAge whether the roster says that the pupil is
   */
  private record Pupil(School at, Sector sector, boolean ofAge) {}

  private HoldHearing hearing(
      HearingRequest request, Known sanction, OnRecord incident, Pupil pupil) {
    return new HoldHearing(
        request.hearing(sanction.on().pupil(), staff.person()),
        staff.actor(pupil.at()).roles(),
        incident.observed().occurredAt(),
        clock.instant(),
        pupil.sector(),
        pupil.ofAge());
  }

  private Uni<Boolean> ofAge(School at, Known sanction) {
    return schools.ofAge(staff.board(), at, sanction.on().pupil(), pool);
  }

  /**
   * The ladder proposes, a person imposes: what it proposed, or something lighter with a reason.
   */
  @POST
  @Roles({"head", "care-coordinator", "mentor", "teacher"})
  @Path("/imposition")
  @Operation(summary = "Impose what was proposed, or less")
  @APIResponse(responseCode = "200", description = "The sanction as it is now")
  public Uni<RestResponse<SanctionView>> impose(
      @PathParam("school") String school,
      @PathParam("sanction") UUID sanction,
      @Valid @NotNull ImpositionRequest request) {
    School at = staff.at(school);
    StreamId stream = Sanctions.stream(staff.board(), at, sanction);
    return readable(at, stream)
        .map(loaded -> (Known) loaded.state())
        .chain(
            known ->
                imposition(at, request, known).chain(decision -> send(stream, known, decision)));
  }

  private Uni<ImposeSanction> imposition(School at, ImpositionRequest request, Known known) {
    return books
        .book(staff.board(), at, pool)
        .chain(book -> ofAge(at, known).map(ofAge -> imposition(at, request, known, book, ofAge)));
  }

  private ImposeSanction imposition(
      School at, ImpositionRequest request, Known known, SchoolBook book, boolean ofAge) {
    Instant now = clock.instant();
    return new ImposeSanction(
        staff.actor(at),
        Optional.ofNullable(request.measure()),
        sealed(known, request.reason()),
        book.dayOf(now),
        book.calendar(now).map(calendar -> calendar.isOver(now)).orElse(false),
        Optional.of(now).filter(_ -> ofAge));
  }

  /** In writing, with the days on which the measure holds, within the bounds of policy and law. */
  @POST
  @Roles("head")
  @Path("/confirmation")
  @Operation(
      summary = "Confirm what was imposed",
      description =
          "Where no guardians were heard since the roster said that the pupil is of age, and it no"
              + " longer does, they are heard first: `guardians-not-heard`; so is the care coordinator where by a"
              + " corrected time it was seen under an exemption: `care-coordinator-not-heard`. A"
              + " suspension is"
              + " confirmed with an explanation to pupil and guardians, who read it:"
              + " `confirmation-needs-explanation`.")
  @APIResponse(responseCode = "200", description = "The sanction as it is now")
  public Uni<RestResponse<SanctionView>> confirm(
      @PathParam("school") String school,
      @PathParam("sanction") UUID sanction,
      @Valid @NotNull ConfirmationRequest request) {
    School at = staff.asHeadAt(school);
    StreamId stream = Sanctions.stream(staff.board(), at, sanction);
    SanctionPeriod period = request.period();
    return readable(at, stream)
        .map(loaded -> (Known) loaded.state())
        .chain(
            known ->
                confirmation(at, period, request, known)
                    .chain(decision -> send(stream, known, decision)));
  }

  private Uni<ConfirmSanction> confirmation(
      School at, SanctionPeriod period, ConfirmationRequest request, Known known) {
    return profile(at)
        .chain(
            profile ->
                ofAge(at, known)
                    .map(
                        ofAge ->
                            new ConfirmSanction(
                                staff.actor(at),
                                period,
                                sealed(known, request.reason()),
                                sealed(known, request.explained().orElse(null)),
                                profile.sector(),
                                today(profile),
                                clock.instant(),
                                ofAge)));
  }

  /**
   * What is carried out at a time of people's choice (a talk, a detention, a report to the police)
   * has been served once somebody says so; all else is over by itself. A ban or a suspension that
   * runs the head ends before its days are over, with a reason: from then on it does not hold.
   */
  @POST
  @Roles({"head", "care-coordinator", "mentor", "teacher"})
  @Path("/completion")
  @Operation(summary = "Say that a sanction was carried out, or end one before its days are over")
  @APIResponse(responseCode = "200", description = "The sanction as it is now")
  public Uni<RestResponse<SanctionView>> complete(
      @PathParam("school") String school,
      @PathParam("sanction") UUID sanction,
      @Valid @NotNull CompletionRequest request) {
    School at = staff.at(school);
    StreamId stream = Sanctions.stream(staff.board(), at, sanction);
    return readable(at, stream)
        .map(loaded -> (Known) loaded.state())
        .chain(
            known ->
                incident(at, known)
                    .chain(incident -> completion(at, request, known, incident))
                    .chain(decision -> send(stream, known, decision)));
  }

  private Uni<FinishSanction> completion(
      School at, CompletionRequest request, Known known, OnRecord incident) {
    return books
        .book(staff.board(), at, pool)
        .map(
            book -> {
              Instant now = clock.instant();
              LocalDate today = book.dayOf(now);
              return new FinishSanction(
                  staff.actor(at),
                  Optional.ofNullable(request.on()),
                  sealed(known, request.reason()),
                  sealed(known, request.caseNumber()),
                  book.dayOf(incident.observed().occurredAt()),
                  today,
                  now);
            });
  }

  /**
   * A suspension of more than a day is reported without delay (VO: WVO 2020 art. 8.14; PO: WPO art.
   * 40c). The report itself is made at the inspectorate; here it is said that it was.
   */
  @POST
  @Roles("head")
  @Path("/inspectorate-report")
  @Operation(
      operationId = "sayInspectorateWasTold",
      summary = "Say that it was reported to the inspectorate")
  @APIResponse(responseCode = "200", description = "The sanction as it is now")
  public Uni<RestResponse<SanctionView>> report(
      @PathParam("school") String school,
      @PathParam("sanction") UUID sanction,
      @Valid @NotNull InspectorateReportRequest request) {
    School at = staff.asHeadAt(school);
    StreamId stream = Sanctions.stream(staff.board(), at, sanction);
    return readable(at, stream)
        .map(loaded -> (Known) loaded.state())
        .chain(
            known ->
                incident(at, known)
                    .chain(incident -> report(at, request, incident))
                    .chain(decision -> send(stream, known, decision)));
  }

  private Uni<ReportToInspectorate> report(
      School at, InspectorateReportRequest request, OnRecord incident) {
    return books
        .book(staff.board(), at, pool)
        .map(
            book -> {
              LocalDate today = book.dayOf(clock.instant());
              return new ReportToInspectorate(
                  staff.actor(at),
                  Optional.ofNullable(request.on()).orElse(today),
                  book.dayOf(incident.observed().occurredAt()),
                  today);
            });
  }

  /** Declines a proposal, or takes back what was imposed. */
  @POST
  @Roles({"head", "care-coordinator", "mentor", "teacher"})
  @Path("/revocation")
  @Operation(summary = "Decline or revoke a sanction")
  @APIResponse(responseCode = "200", description = "The sanction as it is now")
  public Uni<RestResponse<SanctionView>> revoke(
      @PathParam("school") String school,
      @PathParam("sanction") UUID sanction,
      @Valid @NotNull RevocationRequest request) {
    School at = staff.at(school);
    return decide(
        at,
        sanction,
        known ->
            new RevokeSanction(
                staff.actor(at),
                request.ground(),
                Personal.of(known.on().pupil(), request.reason()),
                clock.instant()));
  }

  private Uni<RestResponse<SanctionView>> decide(
      School school, UUID sanction, Function<Known, SanctionCommand> command) {
    StreamId stream = Sanctions.stream(staff.board(), school, sanction);
    return readable(school, stream)
        .map(loaded -> (Known) loaded.state())
        .chain(known -> send(stream, known, command.apply(known)));
  }

  private Uni<RestResponse<SanctionView>> send(
      StreamId stream, Known sanction, SanctionCommand decision) {
    return sight(stream.school(), sanction)
        .invoke(SanctionResource::mayDecide)
        .chain(
            sight ->
                commands.send(sanctions, stream, decision).ok(outcome -> decided(outcome, sight)));
  }

  /**
   * Before anything else is looked at, and on every pupil: what stands in the way of a decision on
   * one who has an exemption would tell of it.
   */
  private static void mayDecide(Sight sight) {
    if (!sight.exemption()) {
      throw new Forbidden(
          "What follows is decided on by who teaches or mentors the pupil, the care coordinator or"
              + " the head.");
    }
  }

  private static SanctionView decided(Outcome<Sanction> outcome, Sight sight) {
    return SanctionView.of(outcome.stream().id(), (Known) outcome.state(), sight, null);
  }

  /**
   * That a pupil has an exemption is for those who teach them, and who read all of the school.
   * Looked up also for a pupil who has none, since both are shown in one way.
   */
  private Uni<Sight> sight(School school, Known sanction) {
    return ofAge(school, sanction).chain(ofAge -> sight(school, sanction, ofAge));
  }

  private Uni<Sight> sight(School school, Known sanction, boolean ofAge) {
    return staff.readsAll(school)
        ? Uni.createFrom().item(new Sight(true, true, ofAge))
        : schools
            .teaches(
                staff.board(),
                school,
                staff.person(),
                sanction.on().pupil(),
                clock.instant().atOffset(ZoneOffset.UTC).toLocalDate(),
                pool)
            .map(taught -> new Sight(false, taught, ofAge));
  }

  /**
   * The sanction, where it is there, its incident is the caller's to read and its pupil is not
   * forgotten and no child of the caller.
   */
  private Uni<Loaded<Sanction>> readable(School school, StreamId stream) {
    return sanctions
        .load(stream)
        .call(
            loaded ->
                switch (loaded.state()) {
                  case NotProposed _ -> throw new NotYours();
                  case Known known -> readable(school, known);
                });
  }

  private Uni<Void> readable(School school, Known sanction) {
    return incident(school, sanction)
        .invoke(incident -> staff.mayRead(school, incident.reportedBy()))
        .chain(() -> schools.notForgotten(staff.board(), sanction.on().pupil(), pool))
        .chain(() -> staff.isNoParentOf(school, List.of(sanction.on().pupil())));
  }

  private Uni<OnRecord> incident(School school, Known sanction) {
    return incidents
        .load(Incidents.stream(staff.board(), school, sanction.on().incident()))
        .map(loaded -> (OnRecord) loaded.state());
  }

  private Uni<Profile> profile(School school) {
    return schools
        .profile(staff.board(), school, pool)
        .map(found -> found.orElseThrow(NotYours::new));
  }

  private LocalDate today(Profile profile) {
    return LocalDate.now(clock.withZone(profile.zone()));
  }

  private static Optional<Personal<String>> sealed(Known sanction, String words) {
    return Optional.ofNullable(words).map(text -> Personal.of(sanction.on().pupil(), text));
  }
}
