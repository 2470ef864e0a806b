package nl.tenzij.local.day;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScanTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "heeft diabetes en",
        "DIABETES",
        "de Glucose-app",
        "in de Kleedkamer",
        "Zoë van Dalen",
        "aan Sam: warned",
        "\"Boer\"",
        "/pupils/Bo/verdict",
        "{\"name\":\"Zo\\u00eb\"}",
        "?name=Y%C4%B1lmaz",
        "fatma@example.org",
        "fatma%40example.org"
      })
  void finds_what_was_planted_however_it_is_written(String text) {
    assertThat(Scan.PERSONAL.of("here", "before " + text + " behind"))
        .singleElement()
        .asString()
        .startsWith("here has “")
        .contains("before")
        .contains("behind");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/pupils/p-sam/verdict", "{\"to\":\"g-ali\"}", "st-cora", "pupil=p-bo"})
  void finds_pseudonyms(String text) {
    assertThat(Scan.PSEUDONYMS.of("here", text)).hasSize(1);
  }

  @Test
  void finds_nothing_in_words_that_only_look_like_it() {
    String text =
        "principal, SameSite, Samen, Bosnia, x+Bo+y, clip-bo, p-bob, msg-alignment, daan, example.com";

    assertThat(Scan.PERSONAL.of("here", text)).isEmpty();
    assertThat(Scan.PSEUDONYMS.of("here", text)).isEmpty();
  }

  @Test
  void finds_each_of_several() {
    assertThat(Scan.PERSONAL.of("here", "doof\nMarek\nbinnenzak")).hasSize(3);
    assertThat(Scan.of("one").of("here", "one, two, one")).hasSize(2);
  }
}
