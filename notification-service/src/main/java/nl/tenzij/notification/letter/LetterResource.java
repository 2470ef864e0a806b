package nl.tenzij.notification.letter;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.notification.contact.Addressee;
import nl.tenzij.notification.contact.Addressee.Barred;
import nl.tenzij.notification.contact.Addressee.Known;
import nl.tenzij.notification.contact.Addressee.Unknown;
import nl.tenzij.notification.contact.Addressee.Unreachable;
import nl.tenzij.notification.contact.Contacts;
import nl.tenzij.notification.message.Message;
import nl.tenzij.notification.message.Messages;
import nl.tenzij.notification.message.Notice;
import nl.tenzij.notification.school.OwnChildren;
import nl.tenzij.notification.template.Names;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The head's written confirmation, to the guardian whom a message told of it. */
@Path("/api/v1/schools/{school}/messages/{message}/letter")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "messages")
public class LetterResource {

  static final String PDF = "application/pdf";
  private static final String GUARDIAN = "guardian";

  private final Caller caller;
  private final Messages messages;
  private final Contacts contacts;
  private final Confirmations confirmations;
  private final Explanations explanations;
  private final Letters letters;
  private final OwnChildren children;

  LetterResource(
      Caller caller,
      Messages messages,
      Contacts contacts,
      Confirmations confirmations,
      Explanations explanations,
      Letters letters,
      OwnChildren children) {
    this.caller = caller;
    this.messages = messages;
    this.contacts = contacts;
    this.confirmations = confirmations;
    this.explanations = explanations;
    this.letters = letters;
    this.children = children;
  }

  @GET
  @Roles({"head", "guardian"})
  @Produces(PDF)
  @Operation(
      operationId = "readLetter",
      summary = "Read the letter that confirms a ban or a suspension",
      description =
          "For the guardian whom the message is to, and for the head. As the decision stands now;"
              + " in Dutch, with a translation for who reads another language.")
  @APIResponse(
      responseCode = "200",
      description =
          "With the period, the ground, the head's explanation and how to object; tagged (PDF/UA)")
  @APIResponse(responseCode = "409", description = "The decision that it confirms was revoked")
  @APIResponse(
      responseCode = "503",
      description =
          "A part this answer needs is away; or the message was quicker than its letter, which can"
              + " be read in a moment (not-yet)")
  public Uni<RestResponse<byte[]>> letter(
      @PathParam("school") String school, @PathParam("message") UUID message) {
    School at = caller.at(school);
    StreamId stream = Messages.stream(caller.board(), at, message);
    return messages
        .load(stream)
        .chain(loaded -> readable(at, loaded.state()))
        .chain(
            notice ->
                confirmations
                    .toldBy(notice, caller.board(), at)
                    .invoke(LetterResource::demandWritten)
                    .chain(
                        confirmation ->
                            explanations.explained(
                                caller.board(), at, notice.pupil(), notice.matter(), confirmation))
                    .chain(confirmation -> addressed(at, notice, confirmation)))
        .map(LetterResource::answer);
  }

  /**
   * A guardian reads the own letter, once the message of it is out; the head reads any, but of an
   * own child as a guardian.
   */
  private Uni<Notice> readable(School school, Message message) {
    if (!message.exists()) {
      throw new NotYours();
    }
    Notice notice = message.notice();
    boolean theirs =
        message.life().isOut() && caller.person().filter(notice.guardian()::equals).isPresent();
    if (theirs) {
      return Uni.createFrom().item(notice);
    }
    if (caller.role().equals(GUARDIAN)) {
      throw new NotYours();
    }
    return children
        .at(school)
        .map(
            own -> {
              if (own.contains(notice.pupil())) {
                throw new NotYours();
              }
              return notice;
            });
  }

  /** Of a warning there is no letter. */
  static void demandWritten(Confirmation confirmation) {
    if (!Letters.isWritten(confirmation.measure())) {
      throw new NotYours();
    }
  }

  private Uni<byte[]> addressed(School school, Notice notice, Confirmation confirmation) {
    return contacts
        .ofNow(caller.board(), school, notice)
        .map(LetterResource::known)
        .chain(
            known ->
                contacts
                    .office(caller.board(), school)
                    .chain(
                        office ->
                            letters.pdf(confirmation, names(known), office, known.reads(notice))));
  }

  private static Known known(Addressee addressee) {
    return switch (addressee) {
      case Known known -> known;
      case Unknown _, Unreachable _, Barred _ -> throw new NotYours();
    };
  }

  private static Names names(Known known) {
    if (known.names().guardian() == null) {
      return known.names();
    }
    String family = known.familyName() == null ? "" : ' ' + known.familyName();
    return new Names(known.names().guardian() + family, known.names().pupil());
  }

  static RestResponse<byte[]> answer(byte[] pdf) {
    return RestResponse.ResponseBuilder.ok(pdf, PDF)
        .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"letter.pdf\"")
        .build();
  }
}
