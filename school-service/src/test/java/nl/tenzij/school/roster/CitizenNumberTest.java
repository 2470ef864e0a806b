package nl.tenzij.school.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import nl.tenzij.ledger.privacy.CitizenNumber;
import org.junit.jupiter.api.Test;

class CitizenNumberTest {

  /** Completes eight digits to a number that passes, where there is one. */
  private static String numberFrom(int eight) {
    String digits = "%08d".formatted(eight);
    int sum = 0;
    for (int place = 0; place < 8; place++) {
      sum += (9 - place) * (digits.charAt(place) - '0');
    }
    int last = sum % 11;
    return last == 10 ? null : digits + last;
  }

  @Property(tries = 1000)
  void everyNumberThatPassesIsFound(
      @ForAll @IntRange(min = 1_000_000, max = 99_999_999) int eight) {
    String number = numberFrom(eight);
    if (number != null) {
      assertThat(CitizenNumber.isIn(number)).isTrue();
      assertThat(CitizenNumber.isIn("nr. " + number + " of the pupil")).isTrue();
      String spaced =
          number.substring(0, 4) + '.' + number.substring(4, 6) + '.' + number.substring(6);
      assertThat(CitizenNumber.isIn(spaced)).isTrue();
    }
  }

  @Property(tries = 1000)
  void aNumberOneOffIsNot(@ForAll @IntRange(min = 1_000_000, max = 99_999_999) int eight) {
    String number = numberFrom(eight);
    if (number != null) {
      char last = number.charAt(8);
      String other = number.substring(0, 8) + (last == '9' ? '0' : (char) (last + 1));
      assertThat(CitizenNumber.isIn(other)).isFalse();
    }
  }

  @Test
  void itIsFoundBesideOtherDigitsAndWords() {
    for (String text :
        List.of(
            "111222333 12",
            "12 111222333",
            "111222333-1",
            "BSN111222333",
            "sofi111222333",
            "111/222/333",
            "111222333 3H2",
            "bsn-111222333",
            "1112 - 22333",
            "leerling_111222333",
            "-111222333",
            "111\u2013222\u2013333",
            "born 2012, 111.222.333, class 3")) {
      assertThat(CitizenNumber.isIn(text)).as(text).isTrue();
    }
  }

  @Test
  void longerNumbersAndPseudonymsAreNot() {
    assertThat(CitizenNumber.isIn("111222333" + "4")).isFalse();
    assertThat(CitizenNumber.isIn("p-sam")).isFalse();
    assertThat(CitizenNumber.isIn("p111222333")).isFalse();
    assertThat(CitizenNumber.isIn("LL-111222333")).isFalse();
    assertThat(CitizenNumber.isIn("abc11122-2333-4a57-9a57-0f6f2e1d8a44")).isFalse();
    assertThat(CitizenNumber.isIn("7d0c9f0e-4b1f-4c39-9a57-0f6f2e1d8a44")).isFalse();
    assertThat(CitizenNumber.isIn("000000000")).isFalse();
  }

  @Test
  void aTypeThatNamesItIsEnough() {
    assertThat(CitizenNumber.isNamedIn("{BSN:1}")).isTrue();
    assertThat(CitizenNumber.isNamedIn("{local:1},{burgerServiceNummer:2}")).isTrue();
    assertThat(CitizenNumber.isNamedIn("{local:1}")).isFalse();
  }
}
