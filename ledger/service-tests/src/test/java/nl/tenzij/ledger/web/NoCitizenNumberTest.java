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
        "pupil 111222333 3H2",
        "BSN 111222333 2e klas",
        "111222333 - 4B",
        "bsn-111222333",
        "111_222_333",
        "1112.22.333",
        "111\u00a0222\u00a0333",
        "on 10-1-26 at 10.20, 111222333",
        "https://hooks.example/x?pupil=111222333",
        "leerling_111222333",
        "naam_111222333.pdf",
        "_111222333_",
        "bsn_nr_111222333",
        "-111222333",
        "111 22 23 33",
        "11122 2333",
        "1112 22333",
        "111 222333",
        "1 1 1 2 2 2 3 3 3",
        "111\u2013222\u2013333",
        "111\u2009222\u2009333",
        "+111222333",
        "+31 6 1234 111 222 333"
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
        "Op 10-1-26 10.20 op de gang",
        "+48 111 222 333",
        "0048 111 222 333",
        "+32 470 12 34 56",
        "+31 111222333",
        "2026.12351",
        "12327/2026",
        "11-12-22 3.33",
        "PL1300-111222333",
        "0190a1b2-c3d4-7e5f-8a9b-111222333444"
      })
  void otherNumbersAreNot(String text) {
    assertThat(rule.refusal("reason", text)).isEmpty();
  }

  /** Of a text as long as one may be, the time grows with it and not with its square. */
  @ParameterizedTest
  @ValueSource(strings = {"1 ", "1-", "00", "+1 ", "111222334 ", "bsn", "-1"})
  void aLongTextIsLookedAtOnce(String again) {
    String text = again.repeat(100_000 / again.length()) + "a, 111222333";
    assertThat(rule.refusal("reason", text)).as("all of it is looked at").isPresent();
    long tenth = nanos(text.substring(text.length() / 10 * 9));
    assertThat(nanos(text)).isLessThan(50 * Math.max(tenth, 100_000));
  }

  private long nanos(String text) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      long begin = System.nanoTime();
      rule.refusal("reason", text);
      best = Math.min(best, System.nanoTime() - begin);
    }
    return best;
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
