package nl.tenzij.sanction.sanction.api;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.store.EventStore;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.sanction.sanction.SanctionEvent;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionConfirmed;
import nl.tenzij.sanction.sanction.Sanctions;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * What a letter quotes, for services only, at the moment of reading it: words on a pupil don't
 * travel by event.
 */
@Path("/api/v1/schools/{school}/pupils/{pupil}/sanctions/{sanction}/explanation")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "sanctions")
public class ExplanationResource {

  private final Caller caller;
  private final EventStore store;
  private final EventTypes<SanctionEvent> types;

  ExplanationResource(Caller caller, EventStore store, EventTypes<SanctionEvent> types) {
    this.caller = caller;
    this.store = store;
    this.types = types;
  }

  @GET
  @Roles("service")
  @Operation(
      operationId = "readSanctionExplanation",
      summary = "Read the head's words to pupil and guardians on what was confirmed",
      description =
          "For the service that writes their letter. Absent where the head wrote none, or the pupil"
              + " is forgotten.")
  @APIResponse(responseCode = "200", description = "As the head wrote them")
  public Uni<ExplanationView> explanation(
      @PathParam("school") String school,
      @PathParam("pupil") String pupil,
      @PathParam("sanction") UUID sanction) {
    School at = caller.at(school);
    return store
        .read(Sanctions.stream(caller.board(), at, sanction), types)
        .map(all -> view(sanction, pupil, all));
  }

  private static ExplanationView view(
      UUID sanction, String pupil, List<Recorded<SanctionEvent>> all) {
    if (all.isEmpty() || !all.getFirst().event().on().pupil().equals(pupil)) {
      throw new NotYours();
    }
    return new ExplanationView(
        sanction, all.stream().flatMap(ExplanationResource::words).findFirst().orElse(null));
  }

  private static Stream<String> words(Recorded<SanctionEvent> recorded) {
    return recorded.event() instanceof SanctionConfirmed confirmed
        ? confirmed.explanation().flatMap(Personal::value).stream()
        : Stream.empty();
  }
}
