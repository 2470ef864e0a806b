package nl.tenzij.sanction.verdict;

import java.util.Set;
import nl.tenzij.sanction.incident.Device;
import nl.tenzij.sanction.incident.Place;

/**
 * Which use a policy rules out.
 *
 * @param clause where in the policy it is written
 * @param keeping where the device is meanwhile
 */
public record UseRule(
    String clause, Set<Device> devices, Set<Place> places, Set<Time> times, Keeping keeping) {

  public UseRule {
    devices = Set.copyOf(devices);
    places = Set.copyOf(places);
    times = Set.copyOf(times);
  }

  public enum Time {
    LESSONS,
    BREAKS,
    FREE_PERIODS,
    WHOLE_SCHOOL_DAY
  }

  public enum Keeping {
    OFF_IN_BAG,
    HANDED_IN,
    LOCKER,
    HOME
  }

  boolean covers(Question question) {
    return devices.contains(question.device())
        && places.stream().anyMatch(place -> place.holds(question.place()))
        && question
            .moment()
            .filter(moment -> times.stream().anyMatch(time -> covers(time, moment)))
            .isPresent();
  }

  private static boolean covers(Time time, Moment moment) {
    return switch (time) {
      case WHOLE_SCHOOL_DAY -> true;
      case LESSONS -> moment == Moment.LESSON || moment == Moment.TEST;
      case BREAKS -> moment == Moment.BREAK;
      case FREE_PERIODS -> moment == Moment.FREE_PERIOD;
    };
  }
}
