package nl.tenzij.school.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import nl.tenzij.school.selfcheck.Action;
import nl.tenzij.school.selfcheck.Attention;
import nl.tenzij.school.selfcheck.Question;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {

  private static final Pattern ARGUMENT = Pattern.compile("\\{\\d}");

  /** What is said in one language is said in the other, with as many things filled in. */
  @ParameterizedTest
  @ValueSource(strings = {"selfcheck", "policy"})
  void everySentenceIsThereInEachLanguage(String of) {
    ResourceBundle dutch = bundle(of, Language.NL);
    ResourceBundle english = bundle(of, Language.EN);
    assertThat(english.keySet()).isEqualTo(dutch.keySet());
    for (String key : dutch.keySet()) {
      assertThat(arguments(english, key)).as(key).isEqualTo(arguments(dutch, key));
      assertThat(dutch.getString(key)).as(key).isNotBlank();
      assertThat(Words.of(of, Language.NL).say(key, "a", "b", "c", "d"))
          .as("%s has a quote that MessageFormat takes for its own", key)
          .doesNotContainPattern("[{}]");
    }
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
  @EnumSource(Language.class)
  void everyQuestionAndActionHasWords(Language language) {
    Words words = Words.of("selfcheck", language);
    List.of(Question.values()).forEach(each -> assertThat(words.name(each)).isNotBlank());
    List.of(Action.values()).forEach(each -> assertThat(words.name(each)).isNotBlank());
    List.of(Attention.values()).forEach(each -> assertThat(words.name(each)).isNotBlank());
    assertThat(words.date(LocalDate.of(2026, 9, 1))).contains("2026").doesNotContain("09");
  }
}
