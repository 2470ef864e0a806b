package nl.tenzij.school.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Period;
import java.util.List;
import nl.tenzij.ledger.store.Json;
import nl.tenzij.school.organisation.Sector;
import nl.tenzij.school.policy.ExemptionRule.Term;
import nl.tenzij.school.policy.Ladder.Measure;
import nl.tenzij.school.policy.PolicyTemplates.Template;
import nl.tenzij.school.policy.SchoolPolicy.Life;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is shipped can come in force as it is, in either sector. */
class PolicyTemplatesTest {

  private static final PolicyTemplates SHIPPED = new PolicyTemplates(Json.mapper());

  static List<Template> templates() {
    return SHIPPED.all();
  }

  @ParameterizedTest
  @MethodSource("templates")
  void aTemplateComesInForceAsItIs(Template template) {
    for (Sector sector : Sector.values()) {
      SchoolPolicy policy = Lives.upTo(Life.IN_FORCE, sector, template.topic(), template.content());
      assertThat(policy.life()).as("%s in %s", template.name(), sector).isEqualTo(Life.IN_FORCE);
    }
  }

  @ParameterizedTest
  @MethodSource("templates")
  void everyTemplateSaysWhereItIsFromAndIsLookedAtYearly(Template template) {
    assertThat(template.source()).isNotBlank();
    assertThat(template.content().evaluation().every()).isEqualTo(Period.ofYears(1));
  }

  /** The other half of what the board's policy says: its code for computers and internet. */
  @Test
  void theBoardsCodeForInternetIsThereToStartFromToo() {
    Content code = Samples.template("s2-internet-code");
    assertThat(clauses(code))
        .anyMatch(text -> text.contains("persoonlijke informatie"))
        .anyMatch(text -> text.contains("niet jouw schuld"))
        .anyMatch(text -> text.contains("bekijkt websites voordat"))
        .anyMatch(text -> text.contains("foto's van schoolactiviteiten"))
        .anyMatch(text -> text.contains("auteursrecht"));
    assertThat(code.exemptions().criteria()).isEmpty();
    assertThat(code.digitalLiteracy()).contains("groep 5");
  }

  /** Epilepsy is no reason to share pictures: a topic without devices has no such criteria. */
  @Test
  void onlyAPolicyOnPhonesWeighsWhatADeviceIsNeededFor() {
    ExemptionRule rule = Samples.template("s1-social-media").exemptions();
    assertThat(rule.criteria()).isEmpty();
    assertThat(rule.reviews()).isNull();
    assertThat(rule.how()).doesNotContain("kernteam", "apparaat");
  }

  /** What the board's policy says, and a reader missed in the template. */
  @Test
  void theBoardsPolicyIsAboutOwnDevicesAndSaysAllThatItsSourceDoes() {
    Content s2 = Samples.deviceBan();
    assertThat(clauses(s2))
        .anyMatch(text -> text.contains("ander eigen apparaat"))
        .anyMatch(text -> text.contains("Apparaten van de school"))
        .anyMatch(text -> text.contains("In de regel wordt zo'n verzoek niet geweigerd"))
        .anyMatch(text -> text.contains("besproken in het team en in de medezeggenschapsraad"))
        .anyMatch(text -> text.contains("schoolgids"));
    assertThat(s2.staffRules()).contains("de school niet aansprakelijk");
  }

  private static List<String> clauses(Content content) {
    return content.clauses().stream().map(Content.Clause::text).toList();
  }

  /** S3 §5A and §4A; a fact that others' reviews are planned by. */
  @ParameterizedTest
  @MethodSource("onPhones")
  void everyTemplateHasTheTermsOfTheGuide(Template template) {
    ExemptionRule rule = template.content().exemptions();
    assertThat(rule.reviews().temporary())
        .isEqualTo(new Term(Period.ofDays(42), Period.ofDays(56)));
    assertThat(rule.reviews().effect()).isEqualTo(new Term(Period.ofMonths(2), Period.ofMonths(3)));
    assertThat(rule.criteria()).hasSize(5);
  }

  /** Nothing in a template says that a device is kept beyond the day, or names a person. */
  @Test
  void phonesAreNotUsedInLessonsWhateverTheTemplate() {
    assertThat(onPhones())
        .isNotEmpty()
        .allSatisfy(
            template ->
                assertThat(template.content().useRules())
                    .anySatisfy(
                        rule -> {
                          assertThat(rule.devices()).contains(UseRule.Device.SMARTPHONE);
                          assertThat(rule.places()).contains(UseRule.Place.CLASSROOM);
                          assertThat(rule.times())
                              .containsAnyOf(UseRule.Time.LESSONS, UseRule.Time.WHOLE_SCHOOL_DAY);
                        }));
  }

  /** What the sources say, as far as rules can say it. */
  @Test
  void theTemplatesDifferAsTheirSourcesDo() {
    assertThat(keeping("s2-device-ban")).containsExactly(UseRule.Keeping.HANDED_IN);
    assertThat(keeping("only-in-class")).containsExactly(UseRule.Keeping.OFF_IN_BAG);
    assertThat(keeping("home-or-locker")).containsExactly(UseRule.Keeping.LOCKER);
    assertThat(Samples.template("only-in-class").useRules().getFirst().times())
        .containsExactly(UseRule.Time.LESSONS);
    assertThat(Samples.deviceBan().ladder().steps())
        .extracting(Ladder.Step::measure)
        .containsExactly(Measure.WARNING, Measure.DEVICE_BAN, Measure.INTERNAL_SUSPENSION);
  }

  static List<Template> onPhones() {
    return SHIPPED.all().stream().filter(template -> template.topic() == Topic.PHONES).toList();
  }

  private static List<UseRule.Keeping> keeping(String template) {
    return Samples.template(template).useRules().stream().map(UseRule::keeping).toList();
  }
}
