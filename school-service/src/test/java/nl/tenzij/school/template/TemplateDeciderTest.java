package nl.tenzij.school.template;

import java.time.Period;
import java.util.List;
import java.util.Set;
import nl.tenzij.ledger.testkit.DeciderSpec;
import nl.tenzij.school.policy.Bounds;
import nl.tenzij.school.policy.Content;
import nl.tenzij.school.policy.Samples;
import nl.tenzij.school.policy.Topic;
import nl.tenzij.school.template.TemplateCommand.OfferTemplate;
import nl.tenzij.school.template.TemplateCommand.WithdrawTemplate;
import nl.tenzij.school.template.TemplateEvent.TemplateOffered;
import nl.tenzij.school.template.TemplateEvent.TemplateWithdrawn;
import org.junit.jupiter.api.Test;

class TemplateDeciderTest {

  private static final String NAME = "tenboom-phones";
  private static final Content TEXT = Samples.deviceBan();
  private static final Content OTHER = Samples.of(TEXT).vision("Otherwise.").made();

  private final DeciderSpec<TemplateCommand, BoardTemplate, TemplateEvent> spec =
      DeciderSpec.of(new TemplateDecider());

  private static OfferTemplate offer(Content content) {
    return offer(content, Bounds.NONE);
  }

  private static OfferTemplate offer(Content content, Bounds within) {
    return new OfferTemplate(
        NAME, Topic.PHONES, "For all our schools.", content, within, Set.of("s2-device-ban"));
  }

  private static TemplateOffered offered(int revision, Content content) {
    return new TemplateOffered(NAME, revision, Topic.PHONES, "For all our schools.", content);
  }

  @Test
  void aTemplateIsOfferedAndChanged() {
    spec.given().when(offer(TEXT)).then(offered(1, TEXT));
    spec.given(offered(1, TEXT)).when(offer(OTHER)).then(offered(2, OTHER));
    spec.given(offered(1, TEXT)).when(offer(TEXT)).thenNothing();
  }

  @Test
  void whatWasWithdrawnCanBeOfferedAgain() {
    spec.given(offered(1, TEXT)).when(new WithdrawTemplate()).then(new TemplateWithdrawn(NAME));
    spec.given(offered(1, TEXT), new TemplateWithdrawn(NAME))
        .when(new WithdrawTemplate())
        .thenNothing();
    spec.given(offered(1, TEXT), new TemplateWithdrawn(NAME))
        .when(offer(TEXT))
        .then(offered(2, TEXT));
  }

  /** Whoever starts from it could bring it in force as it is. */
  @Test
  void itIsCompleteAndWithinTheFramework() {
    spec.given().when(offer(Samples.of(TEXT).goals(List.of()).made())).thenRefused("goals-missing");
    Bounds longer = new Bounds(null, null, null, null, Period.ofYears(1), null, Set.of());
    spec.given().when(offer(TEXT, longer)).thenRefused("outside-framework");
  }

  @Test
  void aNameThatIsShippedIsTaken() {
    spec.given()
        .when(new OfferTemplate(NAME, Topic.PHONES, "Ours.", TEXT, Bounds.NONE, Set.of(NAME)))
        .thenRefused("name-taken");
  }
}
