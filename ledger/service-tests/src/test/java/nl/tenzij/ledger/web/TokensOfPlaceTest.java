package nl.tenzij.ledger.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients carry back to us unread: consistency tokens and cursors. */
class TokensOfPlaceTest {

  private static final String GARBAGE = "!!";

  @Test
  void aConsistencyTokenComesBackAsItWas() {
    ConsistencyToken token = new ConsistencyToken(15, 123_456_789_012L);
    assertThat(ConsistencyToken.parse(token.text())).isEqualTo(token);
    assertThat(token.text()).doesNotContain("15").matches("[A-Za-z0-9_-]+");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {GARBAGE, "", "MS4xNQ", "MS4tMS4w", "MS4xNS45OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "é"})
  void anotherTokenIsInvalid(String text) {
    assertThatExceptionOfType(Invalid.class).isThrownBy(() -> ConsistencyToken.parse(text));
  }

  @Test
  void aCursorComesBackAsItWas() {
    UUID id = UUID.randomUUID();
    Instant at = Instant.parse("2026-03-01T09:00:00Z");
    Cursor cursor = Cursor.of(at, id, "De Linde");
    assertThat(Cursor.parse(cursor.text(), 3)).isEqualTo(cursor);
    assertThat(cursor.keys()).containsExactly(at.toString(), id.toString(), "De Linde");
  }

  @ParameterizedTest
  @ValueSource(strings = {GARBAGE, "bm90IGEgdXVpZA", "_w", ""})
  void anotherListsCursorIsInvalid(String text) {
    Page page = new Page();
    page.cursor = text;
    assertThatExceptionOfType(Invalid.class)
        .isThrownBy(() -> page.after(1, keys -> UUID.fromString(keys.getFirst())));
    assertThatExceptionOfType(Invalid.class).isThrownBy(() -> page.after(2));
  }
}
