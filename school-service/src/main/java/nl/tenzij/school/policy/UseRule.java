package nl.tenzij.school.policy;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Where, when and which devices are not to be used, and where they are meanwhile.
 *
 * @param clause number of the clause that says so
 */
public record UseRule(
    String clause, List<Device> devices, List<Place> places, List<Time> times, Keeping keeping) {

  /** Whether a device is not to be used at this place, then. */
  public boolean covers(Device device, Place place, Time time) {
    return devices.contains(device) && isAt(place) && isDuring(time);
  }

  public boolean isAt(Place place) {
    return places.stream().anyMatch(each -> each.holds(place));
  }

  public boolean isDuring(Time time) {
    return times.stream().anyMatch(each -> each.holds(time));
  }

  /** Anything that can record or show sound or image (S2). */
  public enum Device {
    SMARTPHONE,
    SMARTWATCH,
    TABLET,
    LAPTOP,
    EARBUDS,
    MUSIC_PLAYER,
    GAME_CONSOLE,
    CAMERA,
    OTHER
  }

  /** Each lies within the next: who may not do something in the building may not in a classroom. */
  public enum Place {
    CLASSROOM,
    BUILDING,
    GROUNDS;

    public boolean holds(Place other) {
      return compareTo(other) >= 0;
    }
  }

  /** What a school day is made of, and all of it. */
  public enum Time {
    LESSONS,
    BREAKS,
    FREE_PERIODS,
    WHOLE_SCHOOL_DAY;

    public static final Set<Time> PARTS =
        Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(WHOLE_SCHOOL_DAY)));

    public boolean holds(Time other) {
      return this == other || this == WHOLE_SCHOOL_DAY;
    }

    /** What these cover, however it is said: all parts of a day are the whole of it. */
    public static Set<Time> covered(Collection<Time> times) {
      Set<Time> parts = EnumSet.copyOf(PARTS);
      parts.removeIf(part -> times.stream().noneMatch(time -> time.holds(part)));
      return parts;
    }
  }

  /** Where the device is while the rule holds. */
  public enum Keeping {
    OFF_IN_BAG(0),
    HANDED_IN(1),
    LOCKER(1),
    HOME(2);

    private final int away;

    /**
     * @param away how far from its owner: at hand, elsewhere in the school, not in the school
     */
    Keeping(int away) {
      this.away = away;
    }

    public boolean isStricterThan(Keeping other) {
      return away > other.away;
    }
  }
}
