package nl.tenzij.exception.exemption.api;

import io.smallrye.mutiny.Uni;
import nl.tenzij.exception.access.Opened;
import nl.tenzij.exception.exemption.Exemption;
import nl.tenzij.exception.exemption.Exemption.Asked;
import nl.tenzij.exception.exemption.ExemptionCommand;
import nl.tenzij.exception.exemption.ExemptionEvent;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.web.Commands;
import org.jboss.resteasy.reactive.RestResponse;

/** Answers a command with the exemption as it then stands, as far as its sender sees it. */
final class Sends {

  private Sends() {}

  static Uni<RestResponse<ExemptionView>> ok(
      Commands commands,
      CommandHandler<ExemptionCommand, Exemption, ExemptionEvent> exemptions,
      Opened opened,
      ExemptionCommand command) {
    Sight sight = Sight.of(opened);
    return commands
        .send(exemptions, opened.stream(), command)
        .ok(after -> ExemptionView.of(after.stream().id(), (Asked) after.state(), sight));
  }
}
