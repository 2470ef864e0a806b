package nl.tenzij.school.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nl.tenzij.school.selfcheck.Action;
import nl.tenzij.school.selfcheck.Attention;
import nl.tenzij.school.selfcheck.Question;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WordsTest {

  private static final Pattern ARGUMENT = Pattern.compile("\\{\\d}");

  @ParameterizedTest
  @EnumSource(Language.class)
  void everySentenceOnAPolicyIsThereInEachLanguage(Language language) {
    saysTheSame("policy", language);
  }

  @ParameterizedTest
  @EnumSource(StaffLanguage.class)
  void everySentenceOfTheSelfCheckIsThere(StaffLanguage language) {
    saysTheSame("selfcheck", language.language());
  }

  /** What is said in one language is said in the other, with as many things filled in. */
  private static void saysTheSame(String of, Language language) {
    ResourceBundle dutch = bundle(of, Language.NL);
    ResourceBundle other = bundle(of, language);
    assertThat(other.getLocale().getLanguage()).isEqualTo(language.tag());
    assertThat(other.keySet()).isEqualTo(dutch.keySet());
    for (String key : dutch.keySet()) {
      assertThat(arguments(other, key)).as(key).isEqualTo(arguments(dutch, key));
      assertThat(other.getString(key)).as(key).isNotBlank();
      assertThat(Words.of(of, language).say(key, "a", "b", "c", "d"))
          .as("%s has a quote that MessageFormat takes for its own", key)
          .doesNotContainPattern("[{}]");
    }
  }

  /** Two months are one word in Arabic, and five are others than two in Polish. */
  @Test
  void lengthsAreCountedAsEachLanguageDoes() {
    assertThat(lengths(Language.NL, "P1M", "P2M", "P42D", "P3D", "P1Y"))
        .containsExactly("1 maand", "2 maanden", "6 weken", "3 dagen", "1 jaar");
    assertThat(lengths(Language.EN, "P1M", "P1Y2M"))
        .containsExactly("1 month", "1 year and 2 months");
    assertThat(lengths(Language.TR, "P6M", "P42D")).containsExactly("6 ay", "6 hafta");
    assertThat(lengths(Language.PL, "P2M", "P5M", "P42D"))
        .containsExactly("2 miesiące", "5 miesięcy", "6 tygodni");
    assertThat(lengths(Language.AR, "P2M", "P3M", "P42D"))
        .containsExactly("شهران", "3 أشهر", "6 أسابيع");
  }

  private static List<String> lengths(Language language, String... periods) {
    Words words = Words.of("policy", language);
    return Stream.of(periods).map(Period::parse).map(words::length).map(WordsTest::plain).toList();
  }

  /** A number keeps to its unit in some languages. */
  private static String plain(String text) {
    return text.replace('\u00A0', ' ');
  }

  private static ResourceBundle bundle(String of, Language language) {
    return ResourceBundle.getBundle("words." + of, language.locale());
  }

  private static Set<String> arguments(ResourceBundle bundle, String key) {
    Set<String> found = new TreeSet<>();
    ARGUMENT.matcher(bundle.getString(key)).results().forEach(each -> found.add(each.group()));
    return found;
  }

  @ParameterizedTest
  @EnumSource(StaffLanguage.class)
  void everyQuestionAndActionHasWords(StaffLanguage language) {
    Words words = Words.of("selfcheck", language.language());
    List.of(Question.values()).forEach(each -> assertThat(words.name(each)).isNotBlank());
    List.of(Action.values()).forEach(each -> assertThat(words.name(each)).isNotBlank());
    List.of(Attention.values()).forEach(each -> assertThat(words.name(each)).isNotBlank());
    assertThat(words.date(LocalDate.of(2026, 9, 1))).contains("2026").doesNotContain("09");
  }
}
