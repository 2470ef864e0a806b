package nl.tenzij.notification.contact;

import io.quarkus.oidc.client.OidcClientException;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.net.ConnectException;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.notification.contact.Addressee.Barred;
import nl.tenzij.notification.contact.Addressee.Known;
import nl.tenzij.notification.contact.Addressee.Unknown;
import nl.tenzij.notification.contact.Addressee.Unreachable;
import nl.tenzij.notification.contact.SchoolService.Contact;
import nl.tenzij.notification.message.Notice;
import nl.tenzij.notification.message.Reason;
import nl.tenzij.notification.template.Names;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/**
 * Asks school-service for names and address. Nothing of the answer is kept: what is not stored need
 * not be erased, and an address that changed is never used again.
 */
@ApplicationScoped
public class Contacts {

  private static final Logger LOG = Logger.getLogger(Contacts.class);

  private final SchoolService schools;

  Contacts(@RestClient SchoolService schools) {
    this.schools = schools;
  }

  public Uni<Addressee> of(Board board, School school, Notice notice) {
    return schools
        .contact(board.id(), school.id(), notice.guardian(), notice.pupil())
        .chain(contact -> addressee(board, school, notice, contact))
        .onFailure(Contacts::isAway)
        .recoverWithItem(Contacts::away);
  }

  /**
   * For somebody who waits for the answer.
   *
   * @return fails with {@link ConnectException} while school-service is away
   */
  public Uni<Addressee> ofNow(Board board, School school, Notice notice) {
    return of(board, school, notice)
        .onItem()
        .transformToUni(
            answer ->
                answer instanceof Unknown unknown && unknown.reason() == Reason.SCHOOL_SERVICE_AWAY
                    ? Uni.createFrom().failure(new ConnectException("school-service is away"))
                    : Uni.createFrom().item(answer));
  }

  private Uni<Addressee> addressee(Board board, School school, Notice notice, Contact contact) {
    if (contact.informed() == null) {
      // The tie is gone, or so new that school-service does not show it yet: not told before it is
      // clear.
      return Uni.createFrom().item(new Unknown(Reason.NO_LONGER_KNOWN));
    }
    if (!contact.informed()) {
      return Uni.createFrom().item(new Barred(Reason.NOT_TO_BE_INFORMED));
    }
    return schools
        .name(board.id(), school.id(), notice.pupil())
        .map(
            pupil ->
                new Known(
                    contact.email(),
                    contact.language(),
                    contact.familyName(),
                    new Names(contact.givenName(), pupil.givenName())));
  }

  private static boolean isAway(Throwable failure) {
    return failure instanceof WebApplicationException
        || failure instanceof ProcessingException
        || failure instanceof TimeoutException
        || failure instanceof OidcClientException
        || failure instanceof IOException;
  }

  private static Addressee away(Throwable failure) {
    if (failure instanceof WebApplicationException answer
        && answer.getResponse().getStatus() == 404) {
      return new Unreachable(Reason.NO_LONGER_KNOWN);
    }
    // Class and status only: an address or a name must not reach the log by way of a message text.
    LOG.warnf("school-service did not tell a contact: %s", plain(failure));
    return new Unknown(Reason.SCHOOL_SERVICE_AWAY);
  }

  private static String plain(Throwable failure) {
    return failure instanceof WebApplicationException answer
        ? "status " + answer.getResponse().getStatus()
        : failure.getClass().getSimpleName();
  }
}
