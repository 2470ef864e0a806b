package nl.tenzij.school.policy;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import nl.tenzij.ledger.decider.Refused;

/** What holds of making a policy known, and of the moment from which it binds. */
final class PublicationRules {

  private PublicationRules() {}

  static void toldAll(Set<Bound> told) {
    if (!told.containsAll(EnumSet.allOf(Bound.class))) {
      throw new Refused(
          "not-told-to-all", "a policy is made known to all it binds: pupils, guardians and staff");
    }
  }

  /**
   * @param known when those it binds could know of it
   */
  static void binds(Instant from, Instant known) {
    if (from.isBefore(known)) {
      throw new Refused("before-publication", "a policy can't bind from before it was made known");
    }
  }

  /** Nobody was told of another day, and who was told of none can't know of one to come. */
  static void asAnnounced(Instant ahead, Instant announced, Now now) {
    if (announced == null) {
      throw new Refused(
          "not-yet",
          "a policy is brought in force when its day has come, or ahead for the day that was made"
              + " known");
    }
    if (!now.day(ahead).equals(now.day(announced))) {
      throw new Refused(
          "not-as-announced", "ahead a policy is brought in force for the day that was made known");
    }
  }

  static void notLater(Instant done, Now now) {
    if (done.isAfter(now.moment())) {
      throw new Refused("not-yet", "a policy is brought in force when its day has come");
    }
  }
}
