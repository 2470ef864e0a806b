package nl.tenzij.sanction.verdict;

import java.time.Instant;
import java.util.Set;
import nl.tenzij.sanction.incident.Device;

/**
 * Educational use that a teacher opened for a class of the pupil.
 *
 * @param teacher whom to ask
 * @param until not included
 */
public record OpenUse(String teacher, Set<Device> devices, Instant from, Instant until) {

  public OpenUse {
    devices = Set.copyOf(devices);
  }

  boolean covers(Question question, Instant at) {
    return question.isInLesson()
        && devices.contains(question.device())
        && !at.isBefore(from)
        && at.isBefore(until);
  }
}
