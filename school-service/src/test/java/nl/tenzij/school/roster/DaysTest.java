package nl.tenzij.school.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DaysTest {

  private static final LocalDate START = LocalDate.of(2026, 8, 1);

  @Provide
  Arbitrary<Days> days() {
    Arbitrary<LocalDate> day =
        Arbitraries.integers().between(0, 20).map(START::plusDays).injectNull(0.2);
    return Combinators.combine(day, day).as(Days::new);
  }

  private static boolean has(Days days, LocalDate day) {
    return (days.first() == null || !day.isBefore(days.first()))
        && (days.last() == null || !day.isAfter(days.last()));
  }

  @Property
  void aDayIsWithinBothOrInNone(@ForAll("days") Days own, @ForAll("days") Days ofClass) {
    Days narrowed = own.within(ofClass);
    boolean any = false;
    for (int i = -1; i <= 21; i++) {
      LocalDate day = START.plusDays(i);
      assertThat(has(narrowed, day)).isEqualTo(has(own, day) && has(ofClass, day));
      any |= has(narrowed, day);
    }
    assertThat(narrowed.isNone()).isEqualTo(!any);
  }

  @Property
  void whatHasNoEndNarrowsNothing(@ForAll("days") Days own) {
    assertThat(own.within(Days.ALL)).isEqualTo(own);
    assertThat(Days.ALL.within(own)).isEqualTo(own);
  }

  @Example
  void oneDayIsADay() {
    assertThat(new Days(START, START).isNone()).isFalse();
    assertThat(new Days(START.plusDays(1), START).isNone()).isTrue();
  }
}
