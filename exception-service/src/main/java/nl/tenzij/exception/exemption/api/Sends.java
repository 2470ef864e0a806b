package nl.tenzij.exception.exemption.api;

import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;
import nl.tenzij.exception.access.Opened;
import nl.tenzij.exception.exemption.Exemption;
import nl.tenzij.exception.exemption.Exemption.Asked;
import nl.tenzij.exception.exemption.ExemptionCommand;
import nl.tenzij.exception.exemption.ExemptionEvent;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Outcome;
import nl.tenzij.ledger.web.Commands;
import org.jboss.resteasy.reactive.RestResponse;

/** Answers a command with the exemption as it then stands, as far as its sender sees it. */
final class Sends {

  private Sends() {}

  /** For what is looked into before it is sent: {@link Commands#unlessEarlier}. */
  static Uni<RestResponse<ExemptionView>> unlessEarlier(
      Commands commands,
      CommandHandler<ExemptionCommand, Exemption, ExemptionEvent> exemptions,
      Opened opened,
      Supplier<Uni<RestResponse<ExemptionView>>> request) {
    return commands.unlessEarlier(
        exemptions, opened.stream().school(), after -> view(after, Sight.of(opened)), request);
  }

  static Uni<RestResponse<ExemptionView>> ok(
      Commands commands,
      CommandHandler<ExemptionCommand, Exemption, ExemptionEvent> exemptions,
      Opened opened,
      ExemptionCommand command) {
    Sight sight = Sight.of(opened);
    return commands.send(exemptions, opened.stream(), command).ok(after -> view(after, sight));
  }

  private static ExemptionView view(Outcome<Exemption> after, Sight sight) {
    return ExemptionView.of(after.stream().id(), (Asked) after.state(), sight);
  }
}
