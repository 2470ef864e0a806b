package nl.tenzij.school.organisation;

import java.time.Period;
import nl.tenzij.ledger.testkit.DeciderSpec;
import nl.tenzij.school.organisation.BoardCommand.RegisterBoard;
import nl.tenzij.school.organisation.BoardEvent.BoardChanged;
import nl.tenzij.school.organisation.BoardEvent.BoardRegistered;
import org.junit.jupiter.api.Test;

class BoardDeciderTest {

  private static final CentralDesk DESK =
      new CentralDesk("Central desk", "desk@example.org", null, Period.ofWeeks(6));

  private final DeciderSpec<BoardCommand, RegisteredBoard, BoardEvent> spec =
      DeciderSpec.of(new BoardDecider());

  @Test
  void aBoardIsRegisteredAndChanged() {
    var registered = new BoardRegistered("b1", "Stichting Tenboom", null);
    spec.given().when(new RegisterBoard("b1", "Stichting Tenboom", null)).then(registered);
    spec.given(registered).when(new RegisterBoard("b1", "Stichting Tenboom", null)).thenNothing();
    spec.given(registered)
        .when(new RegisterBoard("b1", "Stichting Tenboom", DESK))
        .then(new BoardChanged("b1", "Stichting Tenboom", DESK));
  }
}
