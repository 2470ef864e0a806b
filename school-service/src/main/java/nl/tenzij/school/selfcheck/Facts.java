package nl.tenzij.school.selfcheck;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import nl.tenzij.school.policy.ConsentRoute.Matter;
import nl.tenzij.school.policy.SchoolPolicy;
import nl.tenzij.school.policy.Section;
import nl.tenzij.school.policy.UseRule.Device;
import nl.tenzij.school.policy.UseRule.Place;
import nl.tenzij.school.policy.UseRule.Time;

/**
 * What is on record about a school and phones.
 *
 * @param coming the policy that is furthest on its way to be in force; the newest of those
 * @param evaluated when the policy in force was last evaluated
 * @param fits whether the policy in force keeps the board's framework
 */
public record Facts(
    Optional<SchoolPolicy> inForce,
    Optional<SchoolPolicy> coming,
    Optional<LocalDate> evaluated,
    boolean fits,
    LocalDate today,
    ZoneId zone) {

  /** What a school has to keep out of lessons to be within the national agreement (S0, S4). */
  private static final Set<Device> AGREED = EnumSet.of(Device.SMARTPHONE, Device.SMARTWATCH);

  /** What lessons are taught with. */
  private static final Set<Device> TAUGHT_WITH = EnumSet.of(Device.TABLET, Device.LAPTOP);

  /** Whether what is in force rules out phones in lessons, unless for teaching. */
  boolean isWithinAgreement() {
    return inForce.filter(Facts::rulesOutAgreed).isPresent();
  }

  /** Whether what is on its way would leave the school outside the agreement. */
  boolean comesOutsideAgreement() {
    return coming.filter(policy -> !rulesOutAgreed(policy)).isPresent();
  }

  private static boolean rulesOutAgreed(SchoolPolicy policy) {
    return AGREED.stream().allMatch(device -> isRuledOutInLessons(device, policy));
  }

  private static boolean isRuledOutInLessons(Device device, SchoolPolicy policy) {
    return policy.content().useRules().stream()
        .anyMatch(rule -> rule.covers(device, Place.CLASSROOM, Time.LESSONS));
  }

  /**
   * What the agreement means by "and other devices", as far as lessons are open to it. A tablet or
   * a laptop is no such device where the policy says what good educational use is.
   */
  Set<Device> leftOpenInLessons() {
    Set<Device> open = EnumSet.complementOf(EnumSet.copyOf(AGREED));
    if (inForce.isEmpty()) {
      return EnumSet.noneOf(Device.class);
    }
    String educationalUse = inForce.get().content().educationalUse();
    if (educationalUse != null && !educationalUse.isBlank()) {
      open.removeAll(TAUGHT_WITH);
    }
    open.removeIf(device -> isRuledOutInLessons(device, inForce.get()));
    return open;
  }

  /** Rules with something to follow when they are broken. */
  boolean hasRules() {
    return inForce
        .map(SchoolPolicy::content)
        .filter(content -> !content.useRules().isEmpty() && !content.ladder().steps().isEmpty())
        .isPresent();
  }

  boolean wantsRules() {
    return coming.filter(policy -> !policy.content().useRules().isEmpty()).isPresent();
  }

  /** Sections that have to say yes to a matter of the policy in force, and have not. */
  Set<Section> notConsented(Matter matter) {
    Set<Section> missing = EnumSet.noneOf(Section.class);
    inForce.ifPresent(
        policy -> {
          policy.needs().stream()
              .filter(need -> need.matter() == matter)
              .forEach(need -> missing.addAll(need.sections()));
          missing.removeAll(policy.consents().keySet());
        });
    return missing;
  }

  /** Whether the policy in force was written into what a matter is ruled by. */
  boolean isIncorporated(Matter matter) {
    return inForce
        .filter(policy -> policy.council().incorporated().containsKey(matter))
        .isPresent();
  }

  LocalDate since() {
    return LocalDate.ofInstant(inForce.orElseThrow().from(), zone);
  }

  /** Whether a day on which the policy was to be looked at again has passed since it last was. */
  boolean isEvaluationDue() {
    if (inForce.isEmpty()) {
      return false;
    }
    LocalDate last = evaluated.filter(day -> day.isAfter(since())).orElse(since());
    var evaluation = inForce.get().content().evaluation();
    return last.plus(evaluation.every()).isBefore(today)
        || evaluation.on().stream().anyMatch(day -> day.isAfter(last) && day.isBefore(today));
  }
}
