package nl.tenzij.sanction.sanction;

import static nl.tenzij.sanction.sanction.Hearing.Kind.GUARDIANS;
import static nl.tenzij.sanction.sanction.Hearing.Kind.PUPIL;
import static nl.tenzij.sanction.sanction.StaffRole.CARE_COORDINATOR;
import static nl.tenzij.sanction.sanction.StaffRole.HEAD;
import static nl.tenzij.sanction.sanction.StaffRole.MENTOR;
import static nl.tenzij.sanction.sanction.StaffRole.TEACHER;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a school can do after a breach, from mild to severe, and what each asks for: who may impose
 * it, who must be heard first, whether the head confirms it in writing, and how it takes time. S2
 * lays down the ban and the internal suspension; the law the suspension (WVO 2020 art. 8.14, WPO
 * art. 40c).
 */
public enum Measure {
  WARNING(Set.of(TEACHER, MENTOR, CARE_COORDINATOR, HEAD), Set.of(), Course.AT_ONCE),
  /** Until the end of the school day, never longer (LKC 08.035). */
  CONFISCATION(Set.of(TEACHER, MENTOR, CARE_COORDINATOR, HEAD), Set.of(), Course.SAME_DAY),
  RESTORATIVE_TALK(Set.of(TEACHER, MENTOR, CARE_COORDINATOR, HEAD), Set.of(), Course.LATER),
  DETENTION(Set.of(TEACHER, MENTOR, CARE_COORDINATOR, HEAD), Set.of(), Course.LATER),
  /** The device stays at home or is handed in each day; it is never kept by the school. */
  DEVICE_BAN(Set.of(TEACHER, MENTOR, CARE_COORDINATOR, HEAD), Set.of(PUPIL), Course.CONFIRMED),
  /** Lessons elsewhere in the school than with the own group (S2). */
  INTERNAL_SUSPENSION(
      Set.of(MENTOR, CARE_COORDINATOR, HEAD), Set.of(PUPIL, GUARDIANS), Course.CONFIRMED),
  SUSPENSION(Set.of(HEAD), Set.of(PUPIL, GUARDIANS), Course.CONFIRMED),
  POLICE_REPORT(Set.of(HEAD), Set.of(), Course.LATER);

  /** How a measure takes time. */
  enum Course {
    /** Done once imposed. */
    AT_ONCE,
    /** Done by people at a time of their choice, who then say so. */
    LATER,
    /** Over at the end of the day on which it is imposed. */
    SAME_DAY,
    /** Runs for the days that the head confirms in writing. */
    CONFIRMED
  }

  private final Set<StaffRole> imposers;
  private final Set<Hearing.Kind> hearings;
  private final Course course;

  Measure(Set<StaffRole> imposers, Set<Hearing.Kind> hearings, Course course) {
    this.imposers = imposers;
    this.hearings = hearings;
    this.course = course;
  }

  public boolean mayBeImposedBy(Set<StaffRole> roles) {
    return roles.stream().anyMatch(imposers::contains);
  }

  /** Who has to be heard before it is imposed. */
  public Set<Hearing.Kind> hearings() {
    return hearings;
  }

  public boolean needsConfirmation() {
    return course == Course.CONFIRMED;
  }

  /** Those that the head confirms. */
  public static Set<Measure> confirmed() {
    return Arrays.stream(values())
        .filter(Measure::needsConfirmation)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What is done by being imposed has been served then. */
  public Status statusOnceImposed() {
    return course == Course.AT_ONCE ? Status.SERVED : Status.IMPOSED;
  }

  /** What is done by being said has been served, instead of what was to come. */
  public Status statusOnceAmended() {
    return course == Course.AT_ONCE ? Status.SERVED : Status.AMENDED;
  }

  boolean isSaidToBeDone() {
    return course == Course.LATER;
  }

  boolean endsTheSameDay() {
    return course == Course.SAME_DAY;
  }

  public boolean isSuspension() {
    return this == INTERNAL_SUSPENSION || this == SUSPENSION;
  }

  public boolean lighterThan(Measure other) {
    return ordinal() < other.ordinal();
  }
}
