package nl.tenzij.exception.signal;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import nl.tenzij.exception.people.Days;
import nl.tenzij.exception.people.People;
import nl.tenzij.exception.rules.SchoolRules;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Consistency;
import nl.tenzij.ledger.web.Cursor;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.ledger.web.Page;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Which of a teacher's pupils have an exemption today, and what is allowed. Who teaches whom is
 * looked up as it is today, so a change of class or teacher shows at once.
 */
@Path("/api/v1/schools/{school}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "signals")
public class SignalResource {

  private static final String ID = "[A-Za-z0-9][A-Za-z0-9._:{}-]{0,127}";

  /** Who sees the signals of the whole school. */
  private static final List<String> WHOLE = List.of("care-coordinator", "head", "school-system");

  private static final String SIGNALS =
      """
      select s.* from exemption_signal s
      join pupil_known p on p.board = s.board and p.school = s.school and p.pupil = s.pupil
      where s.board = $1 and s.school = $2 and s.in_force and s.since <= $6 and p.present
        and ($3::text is null or s.pupil = $3)
        and ($4::text is null or exists (
          select from enrolment_known e
          where e.board = s.board and e.school = s.school and e.pupil = s.pupil and e.class = $4
            and coalesce(e.begins, $6::date) <= $6 and coalesce(e.ends, $6::date) >= $6))
        and ($5::text is null or p.mentor = $5 or %s)
        and (s.pupil, s.exemption) > ($7, $8)
      order by s.pupil, s.exemption limit $9
      """
          .formatted(Days.teaches("$5", "$6"));

  private final People people;
  private final SchoolRules rules;
  private final Pool pool;
  private final Consistency consistency;

  public SignalResource(People people, SchoolRules rules, Pool pool, Consistency consistency) {
    this.people = people;
    this.rules = rules;
    this.pool = pool;
    this.consistency = consistency;
  }

  /** The last one of the page before. */
  private record After(String pupil, UUID exemption) {
    private static final After NOTHING = new After("", new UUID(0, 0));

    private static After of(List<String> keys) {
      if (!keys.getFirst().matches(ID)) {
        throw new IllegalArgumentException("no pupil");
      }
      return new After(keys.getFirst(), UUID.fromString(keys.getLast()));
    }
  }

  @GET
  @Path("/signals")
  @Roles({"teacher", "mentor", "care-coordinator", "head", "school-system"})
  @Operation(
      operationId = "listSignalsOfClass",
      summary = "List the exemptions in force of the pupils that the caller teaches",
      description = "Without a reason. Care, head and the school's own system see the school's.")
  @APIResponse(responseCode = "200", description = "One page, by pupil")
  public Uni<RestResponse<Listing<Signal>>> ofClass(
      @PathParam("school") String school,
      @QueryParam("class") @Pattern(regexp = ID) String group,
      @BeanParam Page page) {
    School at = people.at(school);
    After after = page.after(2, After::of).orElse(After.NOTHING);
    int most = page.toRead();
    return signals(at, null, group, after, most)
        .map(
            found ->
                page.answer(
                    found, each -> Cursor.of(each.pupil(), each.exemption()), each -> each));
  }

  @GET
  @Path("/pupils/{pupil}/signals")
  @Roles({"teacher", "mentor", "care-coordinator", "head", "school-system"})
  @Operation(
      operationId = "listSignalsOfPupil",
      summary = "List a pupil's exemptions in force",
      description = "For who teaches the pupil; for others the pupil is not there.")
  @APIResponse(responseCode = "200", description = "None, one, or more")
  public Uni<Listing<Signal>> ofPupil(
      @PathParam("school") String school, @PathParam("pupil") String pupil) {
    School at = people.at(school);
    return known(at, pupil)
        .chain(
            known -> {
              if (!known) {
                throw new NotYours();
              }
              return signals(at, pupil, null, After.NOTHING, 200);
            })
        .map(found -> new Listing<>(found, null));
  }

  private Uni<Boolean> known(School at, String pupil) {
    return seesAll(at) ? people.present(at, pupil) : people.teaches(at, pupil);
  }

  private boolean seesAll(School at) {
    return WHOLE.stream().anyMatch(role -> people.has(at, role));
  }

  private Uni<List<Signal>> signals(School at, String pupil, String group, After after, int most) {
    return consistency
        .reached(ExemptionSignals.NAME)
        .chain(() -> rules.date(people.board(), at))
        .chain(
            today ->
                pool.preparedQuery(SIGNALS).execute(asked(at, pupil, group, today, after, most)))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(Signal::of).toList());
  }

  private Tuple asked(
      School at, String pupil, String group, LocalDate today, After after, int most) {
    return Tuple.tuple()
        .addString(people.board().id())
        .addString(at.id())
        .addString(pupil)
        .addString(group)
        .addString(seesAll(at) ? null : people.person())
        .addLocalDate(today)
        .addString(after.pupil())
        .addUUID(after.exemption())
        .addInteger(most);
  }
}
