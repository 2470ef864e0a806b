package nl.tenzij.school.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import nl.tenzij.school.document.Difference.Part;
import nl.tenzij.school.policy.Content;
import nl.tenzij.school.policy.Content.Clause;
import nl.tenzij.school.policy.MessageRules;
import nl.tenzij.school.policy.MessageRules.Push;
import nl.tenzij.school.policy.PolicyTemplates.Template;
import nl.tenzij.school.policy.Samples;
import nl.tenzij.school.policy.UseRule;
import nl.tenzij.school.policy.UseRule.Device;
import nl.tenzij.school.policy.UseRule.Keeping;
import nl.tenzij.school.policy.UseRule.Time;
import nl.tenzij.school.words.Language;
import nl.tenzij.school.words.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DifferencesTest {

  private static final Content S2 = Samples.deviceBan();

  private static List<Difference> between(Content before, Content after) {
    return Differences.between(before, after, Words.of("policy", Language.NL));
  }

  private static List<String> said(Content before, Content after) {
    return between(before, after).stream().map(Difference::says).toList();
  }

  @Test
  void nothingIsSaidOfWhatIsTheSame() {
    for (Template template : Samples.shipped()) {
      assertThat(between(template.content(), template.content())).isEmpty();
    }
  }

  @Test
  void aClauseThatGotAnotherNumberIsTheSameClause() {
    List<Clause> clauses = new ArrayList<>(S2.clauses());
    clauses.set(7, new Clause("9", S2.clauses().get(7).text()));
    clauses.set(3, new Clause("4", "Een ander woord."));
    clauses.remove(6);
    clauses.add(new Clause("10", "Helemaal nieuw."));
    assertThat(between(S2, Samples.of(S2).clauses(clauses).made()))
        .extracting(Difference::part, Difference::says, Difference::after)
        .containsExactly(
            tuple(Part.CLAUSES, "Regel 4 is veranderd.", "Een ander woord."),
            tuple(Part.CLAUSES, "Regel 8 heeft nu nummer 9. De tekst is hetzelfde.", null),
            tuple(Part.CLAUSES, "Regel 10 is nieuw.", "Helemaal nieuw."),
            tuple(Part.CLAUSES, "Regel 7 vervalt.", null));
  }

  @Test
  void aRuleSaysWhatItNowAlsoHoldsForAndWhatNot() {
    Content inClass = Samples.template("only-in-class");
    UseRule rule = inClass.useRules().getFirst();
    List<Device> devices = new ArrayList<>(rule.devices());
    devices.remove(Device.CAMERA);
    devices.add(Device.LAPTOP);
    Content after =
        Samples.of(inClass)
            .useRules(
                List.of(
                    new UseRule(
                        rule.clause(),
                        devices,
                        rule.places(),
                        List.of(Time.LESSONS, Time.BREAKS),
                        Keeping.LOCKER)))
            .made();
    assertThat(said(inClass, after))
        .containsExactly(
            "Bij regel 1 geldt het nu ook: laptops en in de pauze.",
            "Bij regel 1 geldt het niet meer: camera’s.",
            "Bij regel 1 is het apparaat nu uit en in de kluis. Eerst was het uit en in de tas.");
  }

  @Test
  void measuresAreSentences() {
    Content locker = Samples.template("home-or-locker");
    List<String> said =
        between(S2, Samples.of(S2).ladder(locker.ladder()).made()).stream()
            .filter(difference -> difference.part() == Part.LADDER)
            .map(Difference::says)
            .toList();
    assertThat(said)
        .contains(
            "Een stap is veranderd. De 2e keer overtreding: het apparaat inleveren tot het einde"
                + " van de schooldag. Dit beslist de leraar. Eerst stond er: Vanaf de 2e keer"
                + " overtreding: geen telefoon mee naar school, 1 maand lang. Dit beslist de"
                + " leraar.",
            "Nieuwe stap. Vanaf de 3e keer overtreding: geen telefoon mee naar school, 2 weken"
                + " lang. Dit beslist de leraar.");
  }

  @Test
  void restForParentsIsTold() {
    Content after =
        Samples.of(S2)
            .messages(
                new MessageRules(
                    LocalTime.of(18, 0),
                    LocalTime.of(8, 0),
                    true,
                    false,
                    EnumSet.of(Push.SAFETY, Push.PRACTICAL)))
            .staffRules(null)
            .made();
    assertThat(said(S2, after))
        .containsExactly(
            "Er zijn geen regels voor het personeel meer.",
            "Ouders krijgen nu geen berichten van 18:00 tot 08:00 uur. Eerst was dat van 17:00 tot"
                + " 08:00 uur.",
            "In de vakantie met rust gelaten: nu nee, eerst ja.",
            "Hierover krijgen ouders nu meteen bericht: praktische zaken.",
            "Hierover krijgen ouders niet meer meteen bericht: een leerling die naar huis gaat en"
                + " een maatregel.");
  }

  /** Whatever two policies are beside each other, in whatever language: whole sentences. */
  @ParameterizedTest
  @EnumSource(Language.class)
  void everyTwoPoliciesCanBeLaidBesideEachOther(Language language) {
    Words words = Words.of("policy", language);
    for (Template one : Samples.shipped()) {
      for (Template other : Samples.shipped()) {
        List<Difference> found = Differences.between(one.content(), other.content(), words);
        assertThat(found.isEmpty()).isEqualTo(one.equals(other));
        assertThat(found)
            .allSatisfy(
                difference -> {
                  assertThat(difference.says()).isNotBlank().doesNotContain("null", "{");
                  assertThat(difference.says()).doesNotContainPattern("[A-Z]{2,}_[A-Z]");
                });
      }
    }
  }
}
