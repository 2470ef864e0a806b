package nl.tenzij.school.desk;

import java.util.List;
import nl.tenzij.ledger.testkit.DeciderSpec;
import nl.tenzij.school.desk.DeskCommand.SetDesk;
import nl.tenzij.school.desk.DeskEvent.DeskSet;
import org.junit.jupiter.api.Test;

class DeskDeciderTest {

  private static final Contact CARE =
      new Contact(Matter.EXEMPTIONS, "Care coordinator", "st-cora", null, null);
  private static final Contact DESK =
      new Contact(Matter.OTHER, "Front desk", null, "desk@example.org", null);

  private final DeciderSpec<DeskCommand, ContactDesk, DeskEvent> spec =
      DeciderSpec.of(new DeskDecider());

  @Test
  void whomToAskIsLaidDownOnce() {
    var set = new DeskSet(List.of(CARE, DESK));
    spec.given().when(new SetDesk(List.of(DESK, CARE))).then(set);
    spec.given(set).when(new SetDesk(List.of(CARE, DESK))).thenNothing();
    spec.given(set).when(new SetDesk(List.of(DESK))).then(new DeskSet(List.of(DESK)));
  }

  @Test
  void thereIsOneToAskWhoCanBeReached() {
    spec.given().when(new SetDesk(List.of(CARE, CARE))).thenRefused("matter-twice");
    spec.given()
        .when(new SetDesk(List.of(new Contact(Matter.POLICY, "Head", null, null, null))))
        .thenRefused("unreachable");
  }
}
