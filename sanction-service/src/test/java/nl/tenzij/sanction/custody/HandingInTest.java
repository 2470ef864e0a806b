package nl.tenzij.sanction.custody;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tenzij.sanction.custody.CustodyCommand.MoveReturn;
import nl.tenzij.sanction.school.Calendar;
import nl.tenzij.sanction.school.SchoolBook;
import nl.tenzij.sanction.school.SchoolBook.Told;
import org.junit.jupiter.api.Test;

/** On a day that was to end at 13:50 and now ends at 12:10. */
class HandingInTest {

  private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
  private static final Instant MIDNIGHT = TODAY.plusDays(1).atStartOfDay(AMSTERDAM).toInstant();

  private final HandingIn handingIn = new HandingIn(() -> Duration.ofMinutes(30), null);
  private final SchoolBook noonBook = book(Optional.of(LocalTime.of(12, 10)));

  @Test
  void whatIsHeldGoesBackAtTheEndThatIsKnownNow() {
    assertThat(handingIn.moved(noonBook, at("08:15"), at("13:50"), at("11:00")))
        .contains(new MoveReturn(at("12:10"), at("12:40")));
    assertThat(handingIn.moved(noonBook, at("08:15"), at("12:10"), at("11:00"))).isEmpty();
  }

  @Test
  void itCanBeLaterToo() {
    assertThat(handingIn.moved(noonBook, at("08:15"), at("11:00"), at("10:00")))
        .contains(new MoveReturn(at("12:10"), at("12:40")));
  }

  @Test
  void whereThatIsOverThereIsTimeLeftToGiveItBack() {
    assertThat(handingIn.moved(noonBook, at("12:30"), at("13:50"), at("13:00")))
        .contains(new MoveReturn(at("12:10"), at("13:30")));
  }

  @Test
  void onADayThatTurnsOutToBeFreeItGoesBackAtOnce() {
    assertThat(handingIn.moved(book(Optional.empty()), at("08:15"), at("13:50"), at("09:00")))
        .contains(new MoveReturn(at("08:15"), at("09:30")));
  }

  @Test
  void whatWasTakenInOnceSchoolWasOutStays() {
    assertThat(handingIn.moved(noonBook, at("20:00"), MIDNIGHT, at("20:30"))).isEmpty();
  }

  @Test
  void whatIsOfAnotherDayIsNotPutOff() {
    Instant nextMorning = at("08:00").plus(Duration.ofDays(1));
    assertThat(handingIn.moved(noonBook, at("08:15"), at("13:50"), nextMorning)).isEmpty();
  }

  private static SchoolBook book(Optional<LocalTime> end) {
    List<Calendar.Day> week =
        end.stream()
            .map(
                until ->
                    new Calendar.Day(TODAY.getDayOfWeek(), LocalTime.of(8, 30), until, List.of()))
            .toList();
    return new SchoolBook(
        Optional.empty(),
        AMSTERDAM,
        List.of(new Told(Optional.empty(), new Calendar(AMSTERDAM, week, List.of()))),
        List.of(),
        Map.of());
  }

  private static Instant at(String time) {
    return TODAY.atTime(LocalTime.parse(time)).atZone(AMSTERDAM).toInstant();
  }
}
