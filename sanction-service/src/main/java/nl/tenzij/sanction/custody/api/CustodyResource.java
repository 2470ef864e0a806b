package nl.tenzij.sanction.custody.api;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Loaded;
import nl.tenzij.ledger.store.Outcome;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Commands;
import nl.tenzij.ledger.web.Consistency;
import nl.tenzij.ledger.web.Cursor;
import nl.tenzij.ledger.web.ETags;
import nl.tenzij.ledger.web.Idempotency;
import nl.tenzij.ledger.web.Invalid;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.ledger.web.Page;
import nl.tenzij.ledger.web.Tagged;
import nl.tenzij.sanction.custody.Custodies;
import nl.tenzij.sanction.custody.Custody;
import nl.tenzij.sanction.custody.Custody.Handover;
import nl.tenzij.sanction.custody.Custody.Known;
import nl.tenzij.sanction.custody.CustodyCommand;
import nl.tenzij.sanction.custody.CustodyCommand.Again;
import nl.tenzij.sanction.custody.CustodyCommand.FindHere;
import nl.tenzij.sanction.custody.CustodyCommand.HandIn;
import nl.tenzij.sanction.custody.CustodyCommand.ReturnDevice;
import nl.tenzij.sanction.custody.CustodyCommand.TurnUp;
import nl.tenzij.sanction.custody.CustodyEvent;
import nl.tenzij.sanction.custody.CustodyOverview;
import nl.tenzij.sanction.custody.CustodyRow;
import nl.tenzij.sanction.custody.HandingIn;
import nl.tenzij.sanction.custody.LastTakenIn;
import nl.tenzij.sanction.custody.TurningUp;
import nl.tenzij.sanction.custody.TurningUp.Open;
import nl.tenzij.sanction.custody.TurningUp.Said;
import nl.tenzij.sanction.school.SchoolBook;
import nl.tenzij.sanction.school.SchoolBooks;
import nl.tenzij.sanction.school.Schools;
import nl.tenzij.sanction.staff.Staff;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Devices that are handed in and given back. */
@Path("/api/v1/schools/{school}/custody")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "custody")
public class CustodyResource {

  private final Staff staff;
  private final Schools schools;
  private final SchoolBooks books;
  private final HandingIn handingIn;
  private final TurningUp turningUp;
  private final LastTakenIn lastTakenIn;
  private final Pool pool;
  private final Clock clock;
  private final Caller caller;
  private final Idempotency idempotency;
  private final Commands commands;
  private final Consistency consistency;
  private final ETags tags;
  private final CommandHandler<CustodyCommand, Custody, CustodyEvent> custodies;

  public CustodyResource(
      Staff staff,
      Schools schools,
      SchoolBooks books,
      HandingIn handingIn,
      TurningUp turningUp,
      LastTakenIn lastTakenIn,
      Pool pool,
      Clock clock,
      Caller caller,
      Idempotency idempotency,
      Commands commands,
      Consistency consistency,
      ETags tags,
      CommandHandler<CustodyCommand, Custody, CustodyEvent> custodies) {
    this.staff = staff;
    this.schools = schools;
    this.books = books;
    this.handingIn = handingIn;
    this.turningUp = turningUp;
    this.lastTakenIn = lastTakenIn;
    this.pool = pool;
    this.clock = clock;
    this.caller = caller;
    this.idempotency = idempotency;
    this.commands = commands;
    this.consistency = consistency;
    this.tags = tags;
    this.custodies = custodies;
  }

  /** Until the school day ends, by the school's calendar. */
  @POST
  @Roles({"head", "care-coordinator", "mentor", "teacher"})
  @Operation(
      operationId = "handInDevice",
      summary = "Take a device in",
      description =
          "The answer names what nobody entered as returned of the pupil on earlier days"
              + " (`notReturned`). Whoever sees that one of those is this device, or went back,"
              + " says so here (`sameAs`, `wentBack`) or afterwards; nothing is closed by itself.")
  @APIResponseSchema(value = CustodyView.class, responseCode = "201", responseDescription = "Held")
  public Uni<RestResponse<CustodyView>> handIn(
      @PathParam("school") String school, @Valid @NotNull HandInRequest request) {
    School at = staff.at(school);
    return commands.unlessEarlier(custodies, at, CustodyResource::view, () -> handIn(at, request));
  }

  private Uni<RestResponse<CustodyView>> handIn(School at, HandInRequest request) {
    return schools
        .unknown(staff.board(), at, List.of(request.pupil()), pool)
        .invoke(CustodyResource::known)
        .chain(() -> books.book(staff.board(), at, pool))
        .chain(book -> handIn(at, request, book));
  }

  private static void known(Set<String> unknown) {
    if (!unknown.isEmpty()) {
      throw new Invalid("pupil", "unknown", "A pupil of this school.");
    }
  }

  private Uni<RestResponse<CustodyView>> handIn(School at, HandInRequest request, SchoolBook book) {
    Instant now = clock.instant();
    Instant today = book.midnightBefore(now);
    HandIn command = handingIn.command(request.thing(), book, staff.person(), now);
    Said said = request.said();
    return handingIn.stream(staff.board(), at, request.thing(), book.dayOf(now))
        .call(stream -> check(said, command, stream, today))
        .chain(
            stream ->
                turningUp
                    .open(staff.board(), at, request.pupil(), today)
                    .chain(
                        open ->
                            commands
                                .send(custodies, stream, command)
                                .followedBy(taken -> close(said, taken, book))
                                .created(
                                    "/api/v1/schools/" + at + "/custody/" + stream.id(),
                                    taken -> view(taken, said.without(open)))));
  }

  /** What comes again was right the first time, and is taken in since. */
  private Uni<Void> check(Said said, HandIn command, StreamId stream, Instant today) {
    return said.isNothing()
        ? Uni.createFrom().voidItem()
        : cameBefore()
            .chain(
                before ->
                    before
                        ? Uni.createFrom().voidItem()
                        : turningUp.check(said, command, stream, today));
  }

  private Uni<Void> close(Said said, Outcome<Custody> taken, SchoolBook book) {
    Known known = (Known) taken.state();
    Instant that = book.midnightBefore(known.handedIn());
    return turningUp.close(said, taken.stream(), known, that, caller.meta());
  }

  private Uni<Boolean> cameBefore() {
    return idempotency
        .key()
        .map(key -> custodies.earlier(idempotency.consumer(), key).map(Optional::isPresent))
        .orElseGet(() -> Uni.createFrom().item(false));
  }

  @GET
  @Roles({"head", "care-coordinator", "mentor", "teacher"})
  @Operation(operationId = "listCustody", summary = "List devices in custody, newest first")
  @APIResponse(responseCode = "200", description = "One page")
  public Uni<RestResponse<Listing<CustodyView>>> list(
      @PathParam("school") String school,
      @QueryParam("pupil") @Size(max = 128) String pupil,
      @QueryParam("status") Custody.Status status,
      @BeanParam Page page) {
    School at = staff.at(school);
    long before = page.after(1, keys -> Long.valueOf(keys.getFirst())).orElse(Long.MAX_VALUE);
    int most = page.toRead();
    return consistency
        .reached(CustodyOverview.NAME)
        .chain(
            () ->
                Panache.withSession(
                    () -> CustodyRow.page(staff.board(), at, pupil, status, before, most)))
        .chain(rows -> answer(at, page, rows));
  }

  private Uni<RestResponse<Listing<CustodyView>>> answer(
      School at, Page page, List<CustodyRow> rows) {
    return books
        .book(staff.board(), at, pool)
        .chain(
            book ->
                lastTakenIn
                    .of(staff.board(), at, rows)
                    .map(
                        last ->
                            page.answer(
                                rows,
                                row -> Cursor.of(row.position),
                                row -> CustodyView.of(row, last.get(row.pupil), book))));
  }

  @GET
  @Tagged
  @Roles({"head", "care-coordinator", "mentor", "teacher"})
  @Path("/{custody}")
  @Operation(summary = "Read where a device is")
  @APIResponse(responseCode = "200", description = "As it is now")
  public Uni<RestResponse<CustodyView>> read(
      @PathParam("school") String school, @PathParam("custody") UUID custody) {
    School at = staff.at(school);
    return custodies
        .load(Custodies.stream(staff.board(), at, custody))
        .call(this::stillThere)
        .map(loaded -> tags.show(loaded, state -> CustodyView.of(custody, (Known) state)));
  }

  /** A device that is still here is, also once its pupil is forgotten. */
  private Uni<Void> stillThere(Loaded<Custody> loaded) {
    return loaded.state() instanceof Known known && !known.status().isOpen()
        ? schools.notForgotten(staff.board(), known.kept().pupil(), pool)
        : Uni.createFrom().voidItem();
  }

  @POST
  @Roles({"head", "care-coordinator", "mentor", "teacher"})
  @Path("/{custody}/return")
  @Operation(operationId = "giveBackDevice", summary = "Give a device back")
  @APIResponse(responseCode = "200", description = "Returned")
  public Uni<RestResponse<CustodyView>> giveBack(
      @PathParam("school") String school,
      @PathParam("custody") UUID custody,
      @Valid @NotNull ReturnRequest request) {
    School at = staff.at(school);
    StreamId stream = Custodies.stream(staff.board(), at, custody);
    var handover = new Handover(clock.instant(), request.to(), staff.person());
    return custodies
        .load(stream)
        .invoke(tags::existing)
        .call(this::stillThere)
        .chain(
            () ->
                commands
                    .send(custodies, stream, new ReturnDevice(handover))
                    .ok(CustodyResource::view));
  }

  @POST
  @Roles({"head", "care-coordinator", "mentor", "teacher"})
  @Path("/{custody}/turning-up")
  @Operation(
      operationId = "sayDeviceTurnedUp",
      summary = "Say that a device of an earlier day went back, which nobody entered",
      description =
          "When it went back is not known, so no return is entered. Those at home who were told"
              + " that it was still at school are told. What was said before stands.")
  @APIResponse(responseCode = "200", description = "Turned up")
  public Uni<RestResponse<CustodyView>> turnUp(
      @PathParam("school") String school,
      @PathParam("custody") UUID custody,
      @Valid @NotNull TurningUpRequest request) {
    School at = staff.at(school);
    StreamId stream = Custodies.stream(staff.board(), at, custody);
    return custodies
        .load(stream)
        .invoke(tags::existing)
        .call(this::stillThere)
        .chain(
            () ->
                commands.unlessEarlier(
                    custodies, at, CustodyResource::view, () -> turnUp(stream, request)));
  }

  @POST
  @Roles({"head", "care-coordinator", "mentor", "teacher"})
  @Path("/{custody}/finding")
  @Operation(
      operationId = "sayDeviceIsHere",
      summary = "Say that a device lies here after all, of which it was said that it went back",
      description =
          "It counts as kept too long again, until it is given back. Those at home who were told"
              + " that it had gone back are told that it had not.")
  @APIResponse(responseCode = "200", description = "Here")
  public Uni<RestResponse<CustodyView>> find(
      @PathParam("school") String school, @PathParam("custody") UUID custody) {
    School at = staff.at(school);
    StreamId stream = Custodies.stream(staff.board(), at, custody);
    var found = new FindHere(clock.instant(), staff.person());
    return custodies
        .load(stream)
        .invoke(tags::existing)
        .call(this::stillThere)
        .chain(() -> commands.send(custodies, stream, found).ok(CustodyResource::view));
  }

  private Uni<RestResponse<CustodyView>> turnUp(StreamId stream, TurningUpRequest request) {
    return books
        .book(stream.board(), stream.school(), pool)
        .chain(book -> command(stream.school(), request, book))
        .chain(command -> commands.send(custodies, stream, command).ok(CustodyResource::view));
  }

  private Uni<TurnUp> command(School at, TurningUpRequest request, SchoolBook book) {
    Instant now = clock.instant();
    String by = staff.person();
    return request
        .again()
        .map(
            again ->
                custodies
                    .load(Custodies.stream(staff.board(), at, again))
                    .map(loaded -> again(loaded.state()))
                    .map(
                        known ->
                            new TurnUp(
                                now,
                                by,
                                book.midnightBefore(known.handedIn()),
                                Optional.of(new Again(again, known.kept())))))
        .orElseGet(
            () ->
                Uni.createFrom()
                    .item(new TurnUp(now, by, book.midnightBefore(now), Optional.empty())));
  }

  private static Known again(Custody state) {
    if (state instanceof Known known) {
      return known;
    }
    throw new Invalid("handedInAgain", "unknown", "A device of the same pupil, of a later day.");
  }

  private static CustodyView view(Outcome<Custody> outcome) {
    return view(outcome, List.of());
  }

  private static CustodyView view(Outcome<Custody> outcome, List<Open> open) {
    return CustodyView.of(outcome.stream().id(), (Known) outcome.state(), open);
  }
}
