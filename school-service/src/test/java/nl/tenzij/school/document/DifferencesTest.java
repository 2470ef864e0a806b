package nl.tenzij.school.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import nl.tenzij.school.document.Difference.Part;
import nl.tenzij.school.policy.Content;
import nl.tenzij.school.policy.Content.Clause;
import nl.tenzij.school.policy.ExemptionRule;
import nl.tenzij.school.policy.ExemptionRule.Reviews;
import nl.tenzij.school.policy.ExemptionRule.Term;
import nl.tenzij.school.policy.Ladder;
import nl.tenzij.school.policy.Ladder.Step;
import nl.tenzij.school.policy.MessageRules;
import nl.tenzij.school.policy.MessageRules.Push;
import nl.tenzij.school.policy.PolicyTemplates.Template;
import nl.tenzij.school.policy.Samples;
import nl.tenzij.school.policy.UseRule;
import nl.tenzij.school.policy.UseRule.Device;
import nl.tenzij.school.policy.UseRule.Keeping;
import nl.tenzij.school.policy.UseRule.Place;
import nl.tenzij.school.policy.UseRule.Time;
import nl.tenzij.school.words.Language;
import nl.tenzij.school.words.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DifferencesTest {

  private static final Content S2 = Samples.deviceBan();
  private static final Ladder NO_LADDER = new Ladder(Ladder.Window.SCHOOL_YEAR, List.of());

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

  /** The number of what is gone may be another's now. */
  @Test
  void aClauseThatIsGoneIsToldWhateverBecameOfItsNumber() {
    List<Clause> before = List.of(new Clause("1", "A"), new Clause("2", "B"), new Clause("3", "C"));
    List<Clause> after = List.of(new Clause("1", "A"), new Clause("2", "C"));
    assertThat(
            between(
                Samples.of(S2).clauses(before).useRules(List.of()).ladder(NO_LADDER).made(),
                Samples.of(S2).clauses(after).useRules(List.of()).ladder(NO_LADDER).made()))
        .extracting(Difference::says, Difference::before)
        .containsExactly(
            tuple("Regel 3 heeft nu nummer 2. De tekst is hetzelfde.", null),
            tuple("Regel 2 vervalt.", "B"));
  }

  /** A clause in front, and all numbers are others: nothing else has changed. */
  @Test
  void whatPointsAtAMovedClauseIsTheSame() {
    List<Clause> clauses = new ArrayList<>();
    clauses.add(new Clause("1", "Helemaal nieuw."));
    S2.clauses().forEach(clause -> clauses.add(new Clause(next(clause.number()), clause.text())));
    List<UseRule> rules =
        S2.useRules().stream()
            .map(
                rule ->
                    new UseRule(
                        next(rule.clause()),
                        rule.devices().reversed(),
                        rule.places(),
                        rule.times(),
                        rule.keeping()))
            .toList();
    List<Step> steps = S2.ladder().steps().stream().map(DifferencesTest::moved).toList();
    Content after =
        Samples.of(S2)
            .clauses(clauses)
            .useRules(rules)
            .ladder(new Ladder(S2.ladder().window(), steps))
            .made();
    assertThat(between(S2, after)).extracting(Difference::part).containsOnly(Part.CLAUSES);
    assertThat(said(S2, after))
        .contains("Regel 1 is nieuw.", "Regel 8 heeft nu nummer 9. De tekst is hetzelfde.");
  }

  private static String next(String number) {
    return Integer.toString(Integer.parseInt(number) + 1);
  }

  private static Step moved(Step step) {
    return new Step(
        step.breach(),
        step.from(),
        step.to(),
        step.measure(),
        step.length(),
        step.by(),
        next(step.clause()));
  }

  /** The rule and the step are as they were, and stand in another clause. */
  @Test
  void whatStandsInAnotherClauseIsNotNew() {
    UseRule rule = S2.useRules().getFirst();
    Step last = S2.ladder().steps().getLast();
    List<Step> steps = new ArrayList<>(S2.ladder().steps());
    steps.set(
        steps.size() - 1,
        new Step(
            last.breach(), last.from(), last.to(), last.measure(), last.length(), last.by(), "7"));
    Content after =
        Samples.of(S2)
            .useRules(
                List.of(
                    new UseRule("3", rule.devices(), rule.places(), rule.times(), rule.keeping())))
            .ladder(new Ladder(S2.ladder().window(), steps))
            .made();
    assertThat(said(S2, after))
        .hasSize(2)
        .allMatch(says -> !says.startsWith("Nieuw") && !says.contains("vervalt"))
        .anyMatch(says -> says.startsWith("Dit staat nu in regel 3. Eerst was dat regel 2."))
        .anyMatch(says -> says.startsWith("Deze stap staat nu in regel 7."));
  }

  @Test
  void itSaysWhatIsOtherwiseWhenAnExemptionOrThePolicyIsLookedAtAgain() {
    ExemptionRule rule = S2.exemptions();
    Reviews reviews = rule.reviews();
    Content after =
        Samples.of(S2)
            .exemptions(
                new ExemptionRule(
                    rule.how(),
                    rule.whom(),
                    rule.decidedWithin(),
                    rule.criteria(),
                    new Reviews(
                        new Term(Period.ofDays(28), Period.ofDays(42)),
                        reviews.effect(),
                        Period.ofMonths(3),
                        reviews.talk())))
            .evaluation(
                new Content.Evaluation(S2.evaluation().every(), List.of(LocalDate.of(2027, 3, 1))))
            .made();
    assertThat(said(S2, after))
        .containsExactly(
            "Een tijdelijke uitzondering bekijken wij nu na 4 weken tot 6 weken. Eerst was dat na 6"
                + " weken tot 8 weken.",
            "Daarna bekijken wij een uitzondering nu elke 3 maanden. Eerst was dat elke 6"
                + " maanden.",
            "Wij bekijken het beleid nu ook op 1 maart 2027.");
    assertThat(said(after, S2)).contains("Wij bekijken het beleid niet meer op 1 maart 2027.");
  }

  /**
   * An older text does not say whom to ask, nor when an answer comes or exemptions are reviewed.
   */
  @Test
  void whatAnOlderTextLackedIsToldToo() {
    ExemptionRule rule = S2.exemptions();
    Content older =
        Samples.of(S2)
            .exemptions(new ExemptionRule(rule.how(), null, null, rule.criteria(), null))
            .made();
    assertThat(said(older, S2))
        .hasSize(3)
        .anyMatch(says -> says.startsWith("Er staat nu in bij wie u een uitzondering vraagt: de"))
        .anyMatch(says -> says.startsWith("Er staat nu in dat u binnen"))
        .anyMatch(says -> says.startsWith("Er staat nu in wanneer wij een uitzondering opnieuw"));
    assertThat(said(S2, older)).hasSize(3).allMatch(says -> says.startsWith("Er staat niet meer"));
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

  /** The whole school day holds the lessons: who reads that they are free takes a phone out. */
  @Test
  void whatIsWithinIsNeitherNewNorGone() {
    Content inClass = Samples.template("only-in-class");
    Content locker = Samples.template("home-or-locker");
    assertThat(ofUseRules(inClass, locker))
        .containsExactly(
            "Bij regel 1 geldt het nu ook: in het gebouw, op het schoolterrein en de hele"
                + " schooldag.",
            "Bij regel 1 is het apparaat nu uit en in de kluis. Eerst was het uit en in de tas.");
    assertThat(ofUseRules(locker, inClass))
        .containsExactly(
            "Bij regel 1 geldt het niet meer: in het gebouw buiten het lokaal, buiten op het"
                + " schoolterrein, in de pauze en in tussenuren.",
            "Bij regel 1 is het apparaat nu uit en in de tas. Eerst was het uit en in de kluis.");
    List<Time> parts = List.of(Time.LESSONS, Time.BREAKS, Time.FREE_PERIODS);
    Content room = at(List.of(Place.CLASSROOM), parts);
    Content building = at(List.of(Place.BUILDING), List.of(Time.WHOLE_SCHOOL_DAY));
    assertThat(ofUseRules(room, building))
        .containsExactly("Bij regel 1 geldt het nu ook: in het gebouw.");
    assertThat(ofUseRules(building, room))
        .containsExactly("Bij regel 1 geldt het niet meer: in het gebouw buiten het lokaal.");
    assertThat(ofUseRules(at(List.of(Place.CLASSROOM), List.of(Time.WHOLE_SCHOOL_DAY)), room))
        .isEmpty();
  }

  /** It says the same, in another clause. */
  @Test
  void aRuleThatMovedIsTheSameHoweverItsDayIsSaid() {
    List<Time> parts = List.of(Time.LESSONS, Time.BREAKS, Time.FREE_PERIODS);
    Content whole = at(List.of(Place.BUILDING), List.of(Time.WHOLE_SCHOOL_DAY));
    UseRule rule = at(List.of(Place.BUILDING), parts).useRules().getFirst();
    Content moved =
        Samples.of(whole)
            .useRules(
                List.of(
                    new UseRule("2", rule.devices(), rule.places(), rule.times(), rule.keeping())))
            .made();
    assertThat(ofUseRules(whole, moved))
        .singleElement()
        .asString()
        .startsWith("Dit staat nu in regel 2. Eerst was dat regel 1.");
  }

  private static Content at(List<Place> places, List<Time> times) {
    Content inClass = Samples.template("only-in-class");
    UseRule rule = inClass.useRules().getFirst();
    return Samples.of(inClass)
        .useRules(
            List.of(new UseRule(rule.clause(), rule.devices(), places, times, rule.keeping())))
        .made();
  }

  private static List<String> ofUseRules(Content before, Content after) {
    return between(before, after).stream()
        .filter(difference -> difference.part() == Part.USE_RULES)
        .map(Difference::says)
        .toList();
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
            "Hierover krijgen ouders niet meer meteen bericht: een leerling die naar huis gaat,"
                + " een maatregel en een nieuw beleid.");
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
