package nl.tenzij.notification.contact;

import io.quarkus.oidc.client.OidcClientException;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.notification.contact.Addressee.Barred;
import nl.tenzij.notification.contact.Addressee.Known;
import nl.tenzij.notification.contact.Addressee.Unknown;
import nl.tenzij.notification.contact.Addressee.Unreachable;
import nl.tenzij.notification.contact.SchoolService.Contact;
import nl.tenzij.notification.contact.SchoolService.Desk;
import nl.tenzij.notification.contact.SchoolService.SchoolName;
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

  /** The matter of the school's desk under which people ask about measures. */
  private static final String SANCTIONS = "SANCTIONS";

  private static final SchoolName NO_NAME = new SchoolName(null);
  private static final Desk NO_DESK = new Desk(List.of());

  private final SchoolService schools;

  Contacts(@RestClient SchoolService schools) {
    this.schools = schools;
  }

  public Uni<Addressee> of(Board board, School school, Notice notice) {
    Uni<Addressee> asked =
        notice.toldInPerson()
            ? inPerson(board, school, notice)
            : schools
                .contact(board.id(), school.id(), notice.guardian(), notice.pupil())
                .chain(contact -> addressee(board, school, notice, contact));
    return asked.onFailure(Contacts::isAway).recoverWithItem(Contacts::away);
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

  /**
   * Of a pupil who reads what is written to them.
   *
   * @return fails with {@link NotYours} where nobody is known, {@link ConnectException} while
   *     school-service is away
   */
  public Uni<Names> ofPupil(Board board, School school, String pupil) {
    return schools
        .name(board.id(), school.id(), pupil)
        .map(known -> new Names(null, known.givenName()))
        .onFailure(Contacts::isUnknown)
        .transform(_ -> new NotYours())
        .onFailure(Contacts::isAway)
        .transform(away -> new ConnectException("school-service is away: " + plain(away)));
  }

  /**
   * Of the school itself, for somebody who waits for the answer.
   *
   * @return fails with {@link ConnectException} while school-service is away
   */
  public Uni<Office> office(Board board, School school) {
    return Uni.combine()
        .all()
        .unis(
            told(schools.school(board.id(), school.id()), NO_NAME),
            told(schools.desk(board.id(), school.id()), NO_DESK))
        .with(Contacts::office)
        .onFailure(Contacts::isAway)
        .transform(away -> new ConnectException("school-service is away: " + plain(away)));
  }

  /** Nobody has to lay down a desk. */
  private static <T> Uni<T> told(Uni<T> answer, T none) {
    return answer.onFailure(Contacts::isUnknown).recoverWithItem(none);
  }

  private static Office office(SchoolName school, Desk desk) {
    return desk.contacts().stream()
        .filter(each -> SANCTIONS.equals(each.matter()))
        .findFirst()
        .map(each -> new Office(school.name(), each.title(), each.email(), each.phone()))
        .orElseGet(() -> new Office(school.name(), null, null, null));
  }

  private Uni<Addressee> inPerson(Board board, School school, Notice notice) {
    return schools
        .name(board.id(), school.id(), notice.pupil())
        .map(pupil -> new Known(null, null, null, new Names(null, pupil.givenName())));
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

  /** Whether a service that was asked did not answer, or not with what was asked for. */
  public static boolean isAway(Throwable failure) {
    return failure instanceof WebApplicationException
        || failure instanceof ProcessingException
        || failure instanceof TimeoutException
        || failure instanceof OidcClientException
        || failure instanceof IOException;
  }

  private static boolean isUnknown(Throwable failure) {
    return failure instanceof WebApplicationException answer
        && answer.getResponse().getStatus() == 404;
  }

  private static Addressee away(Throwable failure) {
    if (isUnknown(failure)) {
      return new Unreachable(Reason.NO_LONGER_KNOWN);
    }
    // Class and status only: an address or a name must not reach the log by way of a message text.
    LOG.warnf("school-service did not tell a contact: %s", plain(failure));
    return new Unknown(Reason.SCHOOL_SERVICE_AWAY);
  }

  /** Class and status only: nothing personal reaches a log by way of a message text. */
  public static String plain(Throwable failure) {
    return failure instanceof WebApplicationException answer
        ? "status " + answer.getResponse().getStatus()
        : failure.getClass().getSimpleName();
  }
}
