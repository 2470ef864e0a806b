package nl.tenzij.notification.template;

import static nl.tenzij.notification.trigger.Audience.GUARDIANS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import nl.tenzij.notification.message.Notice;
import nl.tenzij.notification.message.Period;
import nl.tenzij.notification.template.Templates.Text;
import nl.tenzij.notification.trigger.Trigger;
import nl.tenzij.notification.trigger.Triggers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TemplatesTest {

  private static final Period MONTH =
      new Period(LocalDate.of(2026, 11, 23), LocalDate.of(2026, 12, 22));
  private static final Names NAMES = new Names("Fatma", "Sam");

  private static final Templates TEMPLATES = new Templates(StandaloneEngine.create());
  private static final ObjectMapper JSON = new ObjectMapper().findAndRegisterModules();

  /** Words that would tell a passer-by what a message is about. */
  private static final Set<String> TELLING =
      Set.of(
          "telefo",
          "phone",
          "هاتف",
          "waarschuwing",
          "warning",
          "uyarı",
          "إنذار",
          "ostrzeż",
          "schors",
          "suspen",
          "verbod",
          "ban ",
          "yasak",
          "maatregel",
          "measure",
          "önlem",
          "إجراء",
          "środ",
          "medi",
          "uitzonder",
          "afspra",
          "exempt",
          "exception",
          "muaf",
          "anlaşma",
          "استثناء",
          "اتفاق",
          "wyjąt",
          "zwoln",
          "ustale",
          "sam",
          "fatma");

  static Stream<Notice.Text> all() {
    return Stream.concat(toGuardians(), inPerson());
  }

  static Stream<Notice.Text> toGuardians() {
    return texts(Trigger::template);
  }

  static Stream<Notice.Text> inPerson() {
    return texts(Trigger::inPerson);
  }

  private static Stream<Notice.Text> texts(Function<Trigger, Words> which) {
    return Triggers.shipped(JSON, TEMPLATES).rows().stream()
        .map(which)
        .filter(Objects::nonNull)
        .distinct()
        .flatMap(
            words ->
                Arrays.stream(Language.values())
                    .map(
                        language ->
                            new Notice.Text(words.name(), words.edition(), language.tag())));
  }

  /** A guardian or pupil contests a sanction or a refusal, whichever it is. */
  /** What is for guardians cannot be written to who is none. */
  @Test
  void whatLacksWordsOrFactsIsUnwritable() {
    Names nobody = new Names(null, "Sam");
    for (String template : List.of("device-returned", "without-words")) {
      Text text = new Text(new Notice.Text(template, 1, "nl"), nobody, null);
      assertThatThrownBy(() -> TEMPLATES.write(List.of(text)))
          .isInstanceOf(Unwritable.class)
          .hasMessageContaining(template)
          .hasMessageNotContaining("Sam");
    }
  }

  @Test
  void whateverOneMayObjectToIsADecision() {
    Set<String> contested =
        Set.of(
            "nl.tenzij.sanction.imposed.v1",
            "nl.tenzij.sanction.confirmed.v1",
            "nl.tenzij.sanction.amended.v1",
            "nl.tenzij.exception.exemption-refused.v1");
    List<Trigger> rows =
        Triggers.shipped(JSON, TEMPLATES).rows().stream()
            .filter(row -> contested.contains(row.event()))
            .toList();

    assertThat(rows).extracting(Trigger::event).containsOnly(contested.toArray(String[]::new));
    assertThat(rows).allMatch(Trigger::decision);
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyTemplateExistsInEveryLanguageAndLeavesNothingUnfilled(Notice.Text words) {
    Written written = write(words, NAMES, MONTH);

    assertThat(written.subject()).isNotBlank().doesNotContain("\n");
    assertThat(written.text()).contains("Sam").doesNotContain("{", "}");
    assertThat(written.html())
        .contains("Sam")
        .doesNotContain("{", "}")
        .startsWith("<!DOCTYPE html>");
  }

  @ParameterizedTest
  @MethodSource("all")
  void noSubjectTellsWhatItIsAboutOrWhom(Notice.Text words) {
    String subject = write(words, NAMES, MONTH).subject();

    assertThat(TELLING).noneMatch(word -> subject.toLowerCase().contains(word));
  }

  @ParameterizedTest
  @MethodSource("all")
  void textAndHtmlSayTheSame(Notice.Text words) {
    Written written = write(words, NAMES, MONTH);

    String body = written.html().substring(written.html().indexOf("<main"));
    String bare = body.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ").strip();
    assertThat(bare).isEqualTo(written.text().replaceAll("\\s+", " ").strip());
  }

  /** An exemption's message says that there is one and what holds, never why. */
  @ParameterizedTest
  @MethodSource("all")
  void noMessageSpeaksOfHealth(Notice.Text words) {
    String text = write(words, NAMES, MONTH).text().toLowerCase();
    assertThat(
            Set.of(
                "diagnos",
                "medisch",
                "medical",
                "tıbbi",
                "طبي",
                "medycz",
                "ziek",
                "illness",
                "hasta",
                "مرض",
                "chorob",
                "diabet",
                "autis",
                "dyslex",
                "disleksi",
                "adhd"))
        .noneMatch(text::contains);
  }

  @Test
  void aMeasureWithoutDaysSpeaksOfNone() {
    for (Language language : Language.values()) {
      Notice.Text words = new Notice.Text("sanction-amended", 1, language.tag());
      assertThat(write(words, NAMES, MONTH).text()).contains("2026");
      assertThat(write(words, NAMES, null).text()).doesNotContain("2026", "NOT_FOUND", "null");
    }
  }

  /** Rules that were made known with the day from which they apply, and without. */
  @Test
  void rulesThatAreMadeKnownSayFromWhenOrThatOneWillHear() {
    Period open = new Period(LocalDate.of(2027, 1, 11), null);
    for (Language language : Language.values()) {
      Notice.Text words = new Notice.Text("policy-published", 1, language.tag());
      assertThat(write(words, NAMES, open).text()).contains("2027").doesNotContain("NOT_FOUND");
      assertThat(write(words, NAMES, null).text()).doesNotContain("2027", "NOT_FOUND", "null");
    }
    assertThat(write(new Notice.Text("sanction-amended", 1, "nl"), NAMES, open).text())
        .doesNotContain("2027");
  }

  /** What was told before a suspension was, is true whether there is one or not. */
  @ParameterizedTest
  @EnumSource(Language.class)
  void aReviewOfWhatIsSuspendedSaysSoAndUntilWhen(Language language) {
    String applies =
        Map.of(
                "nl", "blijven gelden",
                "en", "apply until",
                "tr", "alınana kadar",
                "ar", "تبقى الاتفاقات سارية",
                "pl", "obowiązują, dopóki")
            .get(language.tag());
    String stopped =
        Map.of("nl", "gestopt", "en", "stopped", "tr", "durdurul", "ar", "مؤقتًا", "pl", "zawiesz")
            .get(language.tag());
    List<Words> words =
        Triggers.shipped(JSON, TEMPLATES).rows().stream()
            .filter(row -> row.event().endsWith(".review-due.v1"))
            .flatMap(row -> Stream.of(row.template(), row.inPerson()))
            .toList();

    assertThat(words).hasSize(2);
    for (Words each : words) {
      Notice.Text text = new Notice.Text(each.name(), each.edition(), language.tag());
      assertThat(write(text, NAMES, MONTH).text())
          .contains(language.date(MONTH.from()), language.date(MONTH.until()), stopped)
          .doesNotContain(applies);
      assertThat(write(text, NAMES, null).text())
          .contains(applies, stopped)
          .doesNotContain("2026", "NOT_FOUND");
    }
  }

  /** It can be later than the day on which it is read. */
  @ParameterizedTest
  @EnumSource(Language.class)
  void whatIsGrantedSaysFromWhen(Language language) {
    LocalDate from = LocalDate.of(2027, 1, 11);
    for (String template : List.of("exemption-granted", "exemption-adjusted")) {
      Notice.Text text = new Notice.Text(template, edition(template), language.tag());
      assertThat(write(text, NAMES, new Period(from, null)).text()).contains(language.date(from));
      assertThat(write(text, NAMES, null).text()).doesNotContain("2027", "NOT_FOUND", "null");
    }
  }

  /** Until it is complete and submitted no team looks at it. */
  @ParameterizedTest
  @EnumSource(Language.class)
  void aRequestIsNotSaidToBeLookedAtAlready(Language language) {
    String name = "exemption-requested";
    String once =
        Map.of(
                "nl",
                "als die compleet is en is ingediend",
                "en",
                "once it is complete and has been submitted",
                "tr",
                "tamamlanıp gönderildiğinde",
                "ar",
                "عندما يكتمل ويُقدَّم",
                "pl",
                "gdy będzie on kompletny i złożony")
            .get(language.tag());
    Notice.Text text = new Notice.Text(name, edition(name), language.tag());
    assertThat(write(text, NAMES, null).text()).contains(once);
  }

  /** As it is told now. */
  private static int edition(String template) {
    return Triggers.shipped(JSON, TEMPLATES).telling().stream()
        .map(Trigger::template)
        .filter(words -> words.name().equals(template))
        .findFirst()
        .orElseThrow()
        .edition();
  }

  @Test
  void datesAreWrittenAsTheReaderWritesThem() {
    assertThat(ban("nl")).contains("van 23 november 2026 tot en met 22 december 2026");
    assertThat(ban("en")).contains("from 23 November 2026 up to and including 22 December 2026");
    assertThat(ban("tr")).contains("23 Kasım 2026", "22 Aralık 2026");
    assertThat(ban("ar")).contains("23 نوفمبر 2026", "22 ديسمبر 2026");
    assertThat(ban("pl")).contains("od 23 listopada 2026 do 22 grudnia 2026");
  }

  @Test
  void arabicRunsFromRightToLeftAndKeepsForeignNamesWhole() {
    Written written = write(new Notice.Text("sanction-warning", 1, "ar"), NAMES, null);

    assertThat(written.html()).contains("<html lang=\"ar\" dir=\"rtl\">");
    assertThat(written.text()).contains("\u2068Sam\u2069");
    assertThat(write(new Notice.Text("sanction-warning", 1, "pl"), NAMES, null).html())
        .contains("<html lang=\"pl\" dir=\"ltr\">");
  }

  @Test
  void aNameIsTextAndNeverMarkup() {
    Written written =
        write(
            new Notice.Text("sanction-warning", 1, "nl"),
            new Names("<script>alert(1)</script>", "O'Neil & {pupil}"),
            null);

    assertThat(written.html())
        .doesNotContain("<script>")
        .contains("&lt;script&gt;", "O&#39;Neil &amp; {pupil}");
    assertThat(written.text()).contains("Beste <script>alert(1)</script>,", "O'Neil & {pupil}");
  }

  @Test
  void aLanguageThatIsNotSpokenHereBecomesDutch() {
    assertThat(Language.of("so")).isEqualTo(Language.DUTCH);
    assertThat(Language.of(null)).isEqualTo(Language.DUTCH);
    assertThat(Language.of("tr-TR")).isEqualTo(Language.TURKISH);
  }

  @Test
  void aTemplateThatLacksALanguageIsSeen() {
    assertThat(TEMPLATES.missing("no-such-template", 1)).isEqualTo(List.of(Language.values()));
    assertThat(TEMPLATES.missing("sanction-warning", 2)).isEqualTo(List.of(Language.values()));
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void severalAreOneMailWithOneGreetingAndNumbers(Language language) {
    Notice.Text warning = new Notice.Text("sanction-warning", 1, language.tag());
    Notice.Text ban = new Notice.Text("device-ban-confirmed", 1, language.tag());
    Written apart = write(warning, NAMES, null);

    Written together =
        TEMPLATES.write(
            List.of(
                new Text(warning, NAMES, null), new Text(ban, new Names("Fatma", "Noa"), MONTH)));

    assertThat(together.subject()).isNotBlank().isNotEqualTo(apart.subject());
    assertThat(TELLING).noneMatch(word -> together.subject().toLowerCase().contains(word));
    assertThat(together.text()).contains("Sam", "Noa", "1\n", "2\n").doesNotContain("{", "}");
    assertThat(together.text().split("Fatma", -1)).as("greeted once").hasSize(2);
    List<String> paragraphs = List.of(apart.text().strip().split("\n\n"));
    for (String each : paragraphs.subList(1, paragraphs.size() - 1)) {
      assertThat(together.text()).contains(each);
    }
    assertThat(together.html())
        .contains("<p", "dir=\"" + (language.isRightToLeft() ? "rtl" : "ltr"));
    assertThat(together.language()).isEqualTo(language.tag());
  }

  /** A mail of several takes off what each greets and closes with. */
  @ParameterizedTest
  @MethodSource("toGuardians")
  void everyTemplateGreetsFirstAndClosesLast(Notice.Text words) {
    List<String> paragraphs = List.of(write(words, NAMES, MONTH).text().strip().split("\n\n"));
    assertThat(paragraphs).hasSizeGreaterThan(2);
    assertThat(paragraphs.getFirst()).contains("Fatma").doesNotContain("\n", "Sam");
    assertThat(paragraphs.getLast().lines()).hasSize(2);
    assertThat(paragraphs.subList(1, paragraphs.size() - 1))
        .noneMatch(each -> each.contains("Fatma"));
  }

  @ParameterizedTest
  @MethodSource("inPerson")
  void whatIsToldInPersonGreetsThePupilAndNamesNobodyElse(Notice.Text words) {
    Written written = write(words, new Names(null, "Sam"), MONTH);
    List<String> paragraphs = List.of(written.text().strip().split("\n\n"));
    assertThat(paragraphs.getFirst()).contains("Sam").doesNotContain("\n");
    assertThat(paragraphs.getLast().lines()).hasSize(2);
    assertThat(written.text()).doesNotContain("{", "}", "NOT_FOUND", "null");
    assertThat(write(words, new Names(null, "Sam"), null).text()).doesNotContain("2026", "null");
  }

  /** How to object is said where something was decided, to a pupil as to guardians. */
  @ParameterizedTest
  @EnumSource(Language.class)
  void whereNothingIsDecidedOnAnExemptionThePupilIsNotToldToObject(Language language) {
    String object =
        Map.of("nl", "bezwaar", "en", "object", "tr", "itiraz", "ar", "اعتراض", "pl", "sprzeciw")
            .get(language.tag());
    Set<String> undecided =
        Set.of(
            "exemption-requested",
            "request-incomplete",
            "exemption-withdrawn",
            "exemption-given-up",
            "exemption-ended-on-leaving");
    assertThat(Triggers.shipped(JSON, TEMPLATES).rows())
        .filteredOn(row -> row.matter().equals("exemption") && row.audience() == GUARDIANS)
        .filteredOn(row -> row.inPerson() != null && !row.template().name().equals("review-due"))
        .hasSizeGreaterThan(undecided.size())
        .allSatisfy(
            row ->
                assertThat(inPerson(row, language).contains(object))
                    .as(row.template().name())
                    .isNotEqualTo(undecided.contains(row.template().name())));
  }

  private static String inPerson(Trigger row, Language language) {
    Words words = row.inPerson();
    Notice.Text text = new Notice.Text(words.name(), words.edition(), language.tag());
    return write(text, new Names(null, "Sam"), null).text();
  }

  private static Written write(Notice.Text words, Names names, Period period) {
    return TEMPLATES.write(List.of(new Text(words, names, period)));
  }

  private static String ban(String language) {
    return write(new Notice.Text("device-ban-confirmed", 1, language), NAMES, MONTH)
        .text()
        .replaceAll("[\u2068\u2069]", "");
  }
}
