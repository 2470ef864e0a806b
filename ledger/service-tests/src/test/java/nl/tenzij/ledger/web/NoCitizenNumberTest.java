package nl.tenzij.ledger.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoCitizenNumberTest {

  private final NoCitizenNumber rule = NoCitizenNumber.but("phone").leaving(Integer.class);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "111222333",
        "the pupil (111.222.333) was seen",
        "on 2026-08-31 with 111222333",
        "111222333, born 31-08-2012",
        "+31 20 555 0125 and 111222333",
        "0111222333 or 111222333",
        "https://hooks.example/x?pupil=111222333"
      })
  void suchANumberIsFoundInWhatPeopleWrite(String text) {
    assertThat(rule.refusal("reason", text))
        .hasValueSatisfying(
            error -> {
              assertThat(error.field()).isEqualTo("reason");
              assertThat(error.code()).isEqualTo("citizen-number");
              assertThat(error.detail()).doesNotContain("111");
            });
  }

  /** Each passes by its digits together with those beside them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "+31 20 555 0125",
        "+31 (0)20 555 0125",
        "2026-08-31 1 pupil",
        "31-08-2026 1 pupil",
        "in 2025-2026 2 times",
        "2026-08-31T10:00:00.111222333+01:00",
        "in 2025-2026 7 times",
        "020 555 01 23",
        "PL1300-111222333",
        "0190a1b2-c3d4-7e5f-8a9b-111222333444"
      })
  void otherNumbersAreNot(String text) {
    assertThat(rule.refusal("reason", text)).isEmpty();
  }

  @Test
  void whatHoldsOtherNumbersIsNotLookedAt() {
    assertThat(rule.refusal("contacts[0].phone", "111222333")).isEmpty();
    assertThat(rule.refusal("phone[1]", "111222333")).isEmpty();
    assertThat(rule.refusal("contacts[0].title", "111222333")).isPresent();
    assertThat(rule.isFor(Integer.class)).isFalse();
    assertThat(rule.isFor(String.class)).isTrue();
  }
}
