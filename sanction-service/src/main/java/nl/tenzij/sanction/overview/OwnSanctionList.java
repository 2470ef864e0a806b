package nl.tenzij.sanction.overview;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import java.util.stream.StreamSupport;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.Forbidden;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Consistency;
import nl.tenzij.ledger.web.Cursor;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.ledger.web.Page;
import nl.tenzij.sanction.incident.Category;
import nl.tenzij.sanction.incident.Device;
import nl.tenzij.sanction.incident.Place;
import nl.tenzij.sanction.sanction.Measure;
import nl.tenzij.sanction.sanction.Status;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** What was decided on a pupil, for that pupil: what happened, on what ground, and until when. */
@Path("/api/v1/schools/{school}/pupils/{pupil}/sanctions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "sanctions")
public class OwnSanctionList {

  private static final String DECIDED =
      """
      select s.sanction, s.position, i.category, i.device, i.place, i.occurred_at, s.status, s.measure,
        s.clause, s.from_day, s.until_day
      from sanction_overview s join incident_overview i on i.incident = s.incident
      where s.board = $1 and s.school = $2 and s.pupil = $3 and s.position < $4
        and s.status not in ('PROPOSED', 'HEARD')
      order by s.position desc limit $5
      """;

  private final Caller caller;
  private final Pool pool;
  private final Consistency consistency;

  public OwnSanctionList(Caller caller, Pool pool, Consistency consistency) {
    this.caller = caller;
    this.pool = pool;
    this.consistency = consistency;
  }

  /**
   * Without other people's ids, and without reasons in free words: those are the school's.
   *
   * @param category of what happened, as the incident's last entry has it
   * @param clause where in the policy the step is written
   * @param from the first day on which it holds, once known
   * @param until the last day
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record OwnSanction(
      UUID id,
      Category category,
      Device device,
      Place place,
      Instant occurredAt,
      Status status,
      Measure measure,
      String clause,
      LocalDate from,
      LocalDate until) {

    private static OwnSanction of(Row row) {
      return new OwnSanction(
          row.getUUID("sanction"),
          Category.valueOf(row.getString("category")),
          Device.valueOf(row.getString("device")),
          Place.valueOf(row.getString("place")),
          row.getOffsetDateTime("occurred_at").toInstant(),
          Status.valueOf(row.getString("status")),
          Measure.valueOf(row.getString("measure")),
          row.getString("clause"),
          row.getLocalDate("from_day"),
          row.getLocalDate("until_day"));
    }
  }

  /** What nobody has decided on yet is not told. */
  @GET
  @Roles("pupil")
  @Operation(summary = "List what was decided on oneself, newest first")
  @APIResponse(responseCode = "200", description = "One page")
  public Uni<RestResponse<Listing<OwnSanction>>> list(
      @PathParam("school") String school, @PathParam("pupil") String pupil, @BeanParam Page page) {
    School at = caller.at(school);
    if (!caller.person().filter(pupil::equals).isPresent()) {
      throw new Forbidden("Pupils read what was decided on themselves.");
    }
    Tuple wanted =
        Tuple.of(caller.board().id(), at.id(), pupil, Before.position(page), page.toRead());
    return consistency
        .reached(SanctionOverview.NAME)
        .chain(() -> consistency.reached(IncidentOverview.NAME))
        .chain(() -> pool.preparedQuery(DECIDED).execute(wanted))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList())
        .map(rows -> page.answer(rows, row -> Cursor.of(row.getLong("position")), OwnSanction::of));
  }
}
