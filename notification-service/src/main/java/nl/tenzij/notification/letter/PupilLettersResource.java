package nl.tenzij.notification.letter;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Cursor;
import nl.tenzij.ledger.web.Listing;
import nl.tenzij.ledger.web.Page;
import nl.tenzij.notification.contact.Contacts;
import nl.tenzij.notification.letter.Confirmations.Before;
import nl.tenzij.notification.school.OwnChildren;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * The head's written confirmations, to the pupil: a suspension goes in writing with its reason to
 * the pupil too (WVO 2020 art. 8.14, WPO art. 40c).
 */
@Path("/api/v1/schools/{school}/pupils/{pupil}/letters")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "letters", description = "What the head wrote to a pupil.")
public class PupilLettersResource {

  private static final String PUPIL = "pupil";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:{}-]{0,127}");

  private final Caller caller;
  private final Contacts contacts;
  private final Confirmations confirmations;
  private final Explanations explanations;
  private final Letters letters;
  private final OwnChildren children;

  PupilLettersResource(
      Caller caller,
      Contacts contacts,
      Confirmations confirmations,
      Explanations explanations,
      Letters letters,
      OwnChildren children) {
    this.caller = caller;
    this.contacts = contacts;
    this.confirmations = confirmations;
    this.explanations = explanations;
    this.letters = letters;
    this.children = children;
  }

  @GET
  @Roles({"head", "pupil"})
  @Operation(
      operationId = "listLettersToPupil",
      summary = "The letters to a pupil, the newest first",
      description =
          "Of bans and suspensions that the head has confirmed and that hold. A pupil sees the own"
              + " ones; the head those to any pupil.")
  @APIResponse(responseCode = "200", description = "A page of letters")
  public Uni<RestResponse<Listing<PupilLetter>>> list(
      @PathParam("school") String school, @PathParam("pupil") String pupil, @BeanParam Page page) {
    School at = readable(school, pupil);
    Before before = page.after(2, PupilLettersResource::before).orElse(null);
    return noOwnChild(at, pupil)
        .chain(() -> confirmations.listOfPupil(caller.board(), at, pupil, before, page.toRead()))
        .map(
            rows ->
                page.answer(
                    rows, PupilLettersResource::cursor, row -> PupilLetter.of(at, pupil, row)));
  }

  @GET
  @Roles({"head", "pupil"})
  @Path("/{sanction}")
  @Produces(LetterResource.PDF)
  @Operation(
      operationId = "readLetterToPupil",
      summary = "Read the letter to a pupil that confirms a ban or a suspension",
      description =
          "For the pupil, and for the head. As the decision stands now; in Dutch, with a translation"
              + " into another language where that is asked for.")
  @APIResponse(
      responseCode = "200",
      description =
          "With the period, the ground, the head's explanation and how to object; tagged (PDF/UA)")
  @APIResponse(responseCode = "409", description = "The decision that it confirms was revoked")
  public Uni<RestResponse<byte[]>> letter(
      @PathParam("school") String school,
      @PathParam("pupil") String pupil,
      @PathParam("sanction") UUID sanction,
      @QueryParam("language") @DefaultValue("NL") LetterLanguage language) {
    School at = readable(school, pupil);
    return noOwnChild(at, pupil)
        .chain(() -> confirmations.ofPupil(caller.board(), at, sanction.toString(), pupil))
        .invoke(LetterResource::demandWritten)
        .chain(
            confirmation ->
                explanations.explained(
                    caller.board(), at, pupil, sanction.toString(), confirmation))
        .chain(confirmation -> addressed(at, pupil, confirmation, language))
        .map(LetterResource::answer);
  }

  /** A pupil reads what is written to them; the head reads any. */
  private School readable(String school, String pupil) {
    School at = caller.at(school);
    boolean own = caller.person().filter(pupil::equals).isPresent();
    if (!ID.matcher(pupil).matches() || caller.role().equals(PUPIL) && !own) {
      throw new NotYours();
    }
    return at;
  }

  /** A head who is a parent of the pupil reads what was written to them as a parent. */
  private Uni<Void> noOwnChild(School school, String pupil) {
    return children
        .at(school)
        .invoke(
            own -> {
              if (own.contains(pupil)) {
                throw new NotYours();
              }
            })
        .replaceWithVoid();
  }

  private Uni<byte[]> addressed(
      School school, String pupil, Confirmation confirmation, LetterLanguage language) {
    return contacts
        .ofPupil(caller.board(), school, pupil)
        .chain(
            names ->
                contacts
                    .office(caller.board(), school)
                    .chain(
                        office -> letters.pdf(confirmation, names, office, language.language())));
  }

  private static Cursor cursor(Row row) {
    return Cursor.of(row.getOffsetDateTime("decided_at").toInstant(), row.getString("sanction"));
  }

  private static Before before(List<String> keys) {
    return new Before(Instant.parse(keys.get(0)), UUID.fromString(keys.get(1)).toString());
  }
}
