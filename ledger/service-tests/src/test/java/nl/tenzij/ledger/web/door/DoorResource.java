package nl.tenzij.ledger.web.door;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.ConnectException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Outcome;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Answer;
import nl.tenzij.ledger.web.Commands;
import nl.tenzij.ledger.web.Consistency;
import nl.tenzij.ledger.web.Cursor;
import nl.tenzij.ledger.web.ETags;
import nl.tenzij.ledger.web.Idempotency;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.ledger.web.Page;
import nl.tenzij.ledger.web.Tagged;
import nl.tenzij.ledger.web.door.Door.DoorCommand;
import nl.tenzij.ledger.web.door.Door.DoorEvent;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;

/** Everything that a resource does with the rim, once. */
@Path("/api/v1/schools/{school}/doors")
@Produces(MediaType.APPLICATION_JSON)
public class DoorResource {

  private static final String ROWS =
      """
      select id, label from door_list where board = $1 and school = $2 and id > $3
      order by id limit $4""";

  private static final String[] STAFF = {"teacher", "head", "board", "service"};

  @Inject Caller caller;
  @Inject Commands commands;
  @Inject ETags tags;
  @Inject Idempotency idempotency;
  @Inject Consistency consistency;
  @Inject CommandHandler<DoorCommand, Door, DoorEvent> doors;
  @Inject Pool pool;

  /** How a door is hung. */
  public record NewDoor(
      @NotBlank @Size(max = 40) String label,
      Wood wood,
      @Min(1) @Max(9) int panels,
      Instant since,
      List<@Valid Hinge> hinges) {}

  /** Part of a door. */
  public record Hinge(@NotNull UUID id, boolean oiled) {}

  /** A door in a list. */
  public record DoorRow(UUID id, String label) {
    static DoorRow of(Row row) {
      return new DoorRow(row.getUUID("id"), row.getString("label"));
    }
  }

  /** What doors are made of. */
  public enum Wood {
    OAK,
    PINE
  }

  /** A door as clients see it. */
  public record DoorView(UUID id, String label, boolean open) {
    static DoorView of(Outcome<Door> outcome) {
      return new DoorView(outcome.stream().id(), outcome.state().label(), outcome.state().open());
    }
  }

  @POST
  @Roles({"head", "teacher"})
  @APIResponseSchema(value = DoorView.class, responseCode = "201", responseDescription = "Hung")
  public Uni<RestResponse<DoorView>> hang(String school, @Valid NewDoor door) {
    StreamId stream = stream(caller.at(school), UUID.randomUUID());
    return commands
        .send(doors, stream, new DoorCommand.Hang(door.label()))
        .created("/api/v1/schools/" + school + "/doors/" + stream.id(), DoorView::of);
  }

  @GET
  @Tagged
  @Path("{id}")
  @Roles({"teacher", "head", "board", "service"})
  public Uni<RestResponse<DoorView>> one(String school, UUID id) {
    StreamId stream = stream(caller.at(school), id);
    return doors
        .load(stream)
        .map(loaded -> tags.show(loaded, door -> new DoorView(id, door.label(), door.open())));
  }

  @POST
  @Path("{id}/closing")
  @Roles("head")
  public Uni<RestResponse<DoorView>> close(String school, UUID id) {
    StreamId stream = stream(caller.at(school), id);
    return commands.send(doors, stream, new DoorCommand.Close()).needsMatch().ok(DoorView::of);
  }

  @GET
  @Roles({"teacher", "head", "board", "service"})
  public Uni<RestResponse<Listing<DoorRow>>> list(
      String school,
      @QueryParam("wood") Wood wood,
      @QueryParam("since") Instant since,
      @BeanParam Page page) {
    caller.at(school);
    UUID after = page.after(1, keys -> UUID.fromString(keys.getFirst())).orElse(new UUID(0, 0));
    Tuple asked = Tuple.of(caller.board().id(), school, after, page.toRead());
    return consistency
        .reached(DoorList.NAME)
        .chain(() -> pool.preparedQuery(ROWS).execute(asked))
        .map(found -> StreamSupport.stream(found.spliterator(), false).map(DoorRow::of).toList())
        .map(rows -> page.answer(rows, row -> Cursor.of(row.id()), row -> row));
  }

  /** A plain table's effect under a key. */
  @POST
  @Path("knocks")
  @Roles({"teacher", "head", "board", "service"})
  @Consumes("text/plain")
  @APIResponse(responseCode = "201", description = "Heard")
  public Uni<Response> knock(String school, String how) {
    caller.at(school);
    idempotency.body(how.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return pool.withTransaction(
            sql ->
                idempotency.once(
                    sql,
                    () ->
                        sql.query("insert into knock default values returning id")
                            .execute()
                            .map(rows -> rows.iterator().next().getInteger("id"))
                            .map(id -> new Answer(201, "/knocks/" + id, 1, null))))
        .map(Answer::response);
  }

  @GET
  @Path("broken")
  @Operation(hidden = true)
  public Uni<String> broken(String school, @QueryParam("how") How how) {
    caller.at(school, STAFF);
    return Uni.createFrom()
        .failure(
            how == How.AWAY
                ? new ConnectException("refused by 10.0.0.1")
                : new IllegalStateException("secret of pupil p-sam"));
  }

  /** Ways to fail. */
  public enum How {
    AWAY,
    MISTAKEN
  }

  private StreamId stream(School school, UUID id) {
    return new StreamId(caller.board(), school, "door", id);
  }
}
