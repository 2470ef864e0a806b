package nl.tenzij.exception.published;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import nl.tenzij.exception.exemption.Grant;
import nl.tenzij.exception.exemption.Moment;
import nl.tenzij.exception.exemption.Place;

/** {@code exemption-granted.v1}. Functions and apps are left out: they can tell of a condition. */
record TellGranted(
    UUID exemption,
    String pupil,
    List<Moment> moments,
    List<String> subjects,
    List<Place> places,
    String contact,
    LocalDate from) {

  static TellGranted of(UUID exemption, String pupil, Grant grant) {
    return new TellGranted(
        exemption,
        pupil,
        grant.scope().moments(),
        grant.scope().subjects(),
        grant.scope().places(),
        grant.contact(),
        grant.from());
  }
}
