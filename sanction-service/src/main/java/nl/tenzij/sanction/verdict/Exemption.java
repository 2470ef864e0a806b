package nl.tenzij.sanction.verdict;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.tenzij.sanction.incident.Device;
import nl.tenzij.sanction.incident.Place;

/**
 * What we know of an exemption as it once stood: what it covers, not what it is for.
 *
 * @param subjects empty: all
 * @param devices empty: any
 * @param windows times of the day; empty: the whole of it
 * @param contact the member of staff to ask
 * @param contactLeft whether they are known to have left; of whom nothing was told it is not known
 */
public record Exemption(
    Set<Moment> moments,
    Set<String> subjects,
    Set<Place> places,
    Set<Device> devices,
    List<Window> windows,
    String contact,
    boolean contactLeft,
    Term term,
    List<Suspension> suspensions) {

  public Exemption {
    moments = Set.copyOf(moments);
    subjects = Set.copyOf(subjects);
    places = Set.copyOf(places);
    devices = Set.copyOf(devices);
    windows = List.copyOf(windows);
    suspensions = List.copyOf(suspensions);
  }

  /**
   * How long it holds as it is.
   *
   * @param next when it was changed, if it was
   */
  public record Term(Start start, Optional<Start> next, Optional<Instant> ended) {

    boolean holds(Instant at, LocalDate day) {
      return start.isPast(at, day)
          && next.filter(change -> change.isPast(at, day)).isEmpty()
          && !isOver(at);
    }

    boolean isOver(Instant at) {
      return ended.filter(end -> !at.isBefore(end)).isPresent();
    }
  }

  /**
   * From a day on, but not from before the moment at which it was said: what was answered before
   * stays true.
   *
   * @param said empty where that is not known
   */
  public record Start(LocalDate from, Optional<Instant> said) {

    private boolean isPast(Instant at, LocalDate day) {
      return !day.isBefore(from) && said.map(moment -> !at.isBefore(moment)).orElse(true);
    }
  }

  /**
   * Days on which it is out of force. It does not reach back behind the moment at which it was
   * said.
   *
   * @param until the last day
   * @param resumed when it was taken back, if it was
   */
  public record Suspension(
      LocalDate from, LocalDate until, Instant said, Optional<Instant> resumed) {

    private boolean holds(Instant at, LocalDate day) {
      return !day.isBefore(from)
          && !day.isAfter(until)
          && !at.isBefore(said)
          && resumed.map(at::isBefore).orElse(true);
    }
  }

  /**
   * By the clock on the wall.
   *
   * @param until not within it
   */
  public record Window(LocalTime from, LocalTime until) {

    private boolean holds(LocalTime time) {
      return !time.isBefore(from) && time.isBefore(until);
    }
  }

  /**
   * @param here the moment on the school's clock
   */
  boolean covers(Question question, Instant at, LocalDateTime here) {
    return coversAtItsTimes(question, at, here)
        && (windows.isEmpty()
            || windows.stream().anyMatch(window -> window.holds(here.toLocalTime())));
  }

  /** As {@link #covers}, at one time or another of the day. */
  boolean coversAtItsTimes(Question question, Instant at, LocalDateTime here) {
    return concerns(question, at, here)
        && question.moment().filter(moments::contains).isPresent()
        && coversSubject(question);
  }

  /**
   * Whether it is in force and about this device here, so that in another lesson or in the break it
   * may cover what is asked.
   */
  boolean concerns(Question question, Instant at, LocalDateTime here) {
    LocalDate day = here.toLocalDate();
    return letsIn(question.device(), at, day)
        && places.stream().anyMatch(place -> place.holds(question.place()));
  }

  /**
   * Whether it is in force and lets such a device in at one time or another of the day, wherever
   * that is: it can't be left at home then.
   */
  boolean letsIn(Device device, Instant at, LocalDate day) {
    return term.holds(at, day)
        && suspensions.stream().noneMatch(suspension -> suspension.holds(at, day))
        && (devices.isEmpty() || devices.contains(device));
  }

  /** In a lesson whose subject nobody named, one that is limited to subjects covers nothing. */
  private boolean coversSubject(Question question) {
    return subjects.isEmpty()
        || !question.isInLesson()
        || question.subject().filter(subjects::contains).isPresent();
  }
}
