package nl.tenzij.notification.letter;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.notification.contact.Contacts;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * Asks sanction-service for the head's words to pupil and guardians, where their letter is read.
 * Nothing of the answer is kept: once the pupil is forgotten there, it is nowhere.
 */
@ApplicationScoped
class Explanations {

  private final SanctionService sanctions;

  Explanations(@RestClient SanctionService sanctions) {
    this.sanctions = sanctions;
  }

  /**
   * With the head's words, where there are any.
   *
   * @return fails with {@link ConnectException} while sanction-service is away, or does not know
   *     the sanction: better no letter than one without its reasons
   */
  Uni<Confirmation> explained(
      Board board, School school, String pupil, String sanction, Confirmation confirmation) {
    return sanctions
        .explanation(board.id(), school.id(), pupil, sanction)
        .map(confirmation::explained)
        .onFailure(Contacts::isAway)
        .transform(
            away -> new ConnectException("sanction-service is away: " + Contacts.plain(away)));
  }
}
