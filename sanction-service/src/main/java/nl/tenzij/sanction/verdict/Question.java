package nl.tenzij.sanction.verdict;

import java.util.Optional;
import nl.tenzij.sanction.incident.Device;
import nl.tenzij.sanction.incident.Place;

/**
 * May this device be used here and now?
 *
 * @param moment empty where there is no school
 * @param subject of the lesson, where that is known
 */
public record Question(
    Device device, Place place, Optional<Moment> moment, Optional<String> subject) {

  public boolean isInLesson() {
    return moment.filter(now -> now == Moment.LESSON || now == Moment.TEST).isPresent();
  }
}
