package nl.tenzij.exception.published;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import nl.tenzij.exception.exemption.Device;
import nl.tenzij.exception.exemption.Grant;
import nl.tenzij.exception.exemption.Moment;
import nl.tenzij.exception.exemption.Place;
import nl.tenzij.exception.exemption.Window;

/**
 * {@code exemption-granted.v1}. Functions and apps are left out: they can tell of a condition. So
 * is the kind: a temporary one tells of a crisis.
 */
record TellGranted(
    UUID exemption,
    String pupil,
    List<Moment> moments,
    List<String> subjects,
    List<Place> places,
    List<Device> devices,
    List<Times> windows,
    String contact,
    LocalDate from,
    Occasion occasion) {

  /** What led to it: the decision on a request, or a review of what was granted before. */
  enum Occasion {
    GRANTED,
    ADJUSTED
  }

  /** Some time of the day: hours and minutes, by the school's clock. */
  record Times(String from, String until) {

    private static Times of(Window window) {
      return new Times(window.from().toString(), window.until().toString());
    }
  }

  static TellGranted of(UUID exemption, String pupil, Grant grant, Occasion occasion) {
    return new TellGranted(
        exemption,
        pupil,
        grant.scope().moments(),
        grant.scope().subjects(),
        grant.scope().places(),
        grant.scope().devices(),
        grant.scope().windows().stream().map(Times::of).toList(),
        grant.contact(),
        grant.from(),
        occasion);
  }
}
