package nl.tenzij.ledger.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IfMatchTest {

  @Test
  void readsOneTag() {
    assertThat(IfMatch.parse("\"7\"")).isEqualTo(new IfMatch(false, List.of(7)));
    assertThat(IfMatch.parse(ETags.of(12)).versions()).containsExactly(12);
  }

  /** A write is at a version, whatever of it the client was shown. */
  @Test
  void readsTheVersionOfATagThatStandsForMore() {
    assertThat(IfMatch.parse("\"7-9c56cc51b374c3ba\"")).isEqualTo(new IfMatch(false, List.of(7)));
    assertThat(IfMatch.parse("\"7-9c56cc51b374c3ba\", \"9\"").versions()).containsExactly(9, 7);
  }

  @Test
  void readsAListNewestFirst() {
    assertThat(IfMatch.parse("\"3\", \"9\" ,\"3\"").versions()).containsExactly(9, 3);
  }

  @Test
  void anyVersionWillDo() {
    assertThat(IfMatch.parse(" * ").any()).isTrue();
  }

  /** If-Match compares strongly: a weak tag never matches, nor does one that we never gave. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "W/\"7\"",
        "\"abc\"",
        "\"\"",
        "\"0\"",
        "\"07\"",
        "\"-1\"",
        "\"99999999999\"",
        "\"7-\"",
        "\"7-9C\""
      })
  void whatWeNeverGaveMatchesNothing(String header) {
    assertThat(IfMatch.parse(header)).isEqualTo(new IfMatch(false, List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "\"7", "\"7\" \"8\"", "\"7\",", "*, \"7\"", "w/\"7\""})
  void whatIsNoTagIsInvalid(String header) {
    assertThatExceptionOfType(Invalid.class).isThrownBy(() -> IfMatch.parse(header));
  }

  @Test
  void aListHasABound() {
    String many = "\"1\"" + ", \"2\"".repeat(10_000);
    assertThatExceptionOfType(Invalid.class).isThrownBy(() -> IfMatch.parse(many));
  }
}
