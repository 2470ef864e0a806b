package nl.tenzij.school.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nl.tenzij.ledger.tenancy.School;
import org.junit.jupiter.api.Test;

class NamesTest {

  private static boolean found(String lookedFor, String name) {
    return Names.match(Names.words(lookedFor), name);
  }

  @Test
  void eachWordIsABeginning() {
    assertThat(found("zo ja", "Zoë van Jansen")).isTrue();
    assertThat(found("jansen zoe", "Zoë van Jansen")).isTrue();
    assertThat(found("ansen", "Zoë van Jansen")).isFalse();
    assertThat(found("zo pi", "Zoë van Jansen")).isFalse();
  }

  @Test
  void accentsCaseAndSignsDoNotMatter() {
    assertThat(found("AYSE", "Ayşe Yılmaz")).isTrue();
    assertThat(found("yilmaz", "Ayşe Yılmaz")).isTrue();
    assertThat(found("lukasz", "Łukasz O'Brien-Żak")).isTrue();
    assertThat(found("brien zak", "Łukasz O'Brien-Żak")).isTrue();
    assertThat(found("فاطمة", "فاطمة علي")).isTrue();
  }

  @Test
  void oneLetterIsNoName() {
    assertThat(Names.words("a . -")).isEmpty();
    assertThat(PeopleSearch.isSearchable("a b")).isFalse();
  }

  @Test
  void aLongWordIsComparedByItsBeginning() {
    assertThat(found("Vandenbroeckhoven", "An Vandenbroeckx")).isTrue();
  }

  @Test
  void tokensDifferByKeyAndBySchool() {
    var one = new School("one");
    var key = new NameTokens(new byte[] {1, 2, 3});
    var tokens = List.of(key.of(one, List.of("sam", "noa")));
    assertThat(tokens).doesNotHaveDuplicates();
    assertThat(List.of(key.of(one, List.of("sam", "noa")))).isEqualTo(tokens);
    assertThat(key.of(new School("two"), List.of("sam", "noa")))
        .doesNotContainAnyElementsOf(tokens);
    assertThat(new NameTokens(new byte[] {4}).of(one, List.of("sam", "noa")))
        .doesNotContainAnyElementsOf(tokens);
  }
}
