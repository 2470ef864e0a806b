package nl.tenzij.school.policy;

import java.time.Period;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import nl.tenzij.school.policy.Bounds.UseBound;
import nl.tenzij.school.policy.ExemptionRule.Reviews;
import nl.tenzij.school.policy.ExemptionRule.Term;
import nl.tenzij.school.policy.Ladder.Measure;
import nl.tenzij.school.policy.UseRule.Device;
import nl.tenzij.school.policy.UseRule.Keeping;
import nl.tenzij.school.policy.UseRule.Place;
import nl.tenzij.school.policy.UseRule.Time;

/** Bounds that boards lay down, and policies that keep them or not. */
public final class Frames {

  private Frames() {}

  /** S2's policy fits in; what is kept at home does not. */
  public static Bounds onlyHandedIn() {
    return new Bounds(
        new UseBound(
            Set.of(Device.SMARTPHONE),
            Set.of(Place.CLASSROOM),
            Set.of(Time.LESSONS),
            Keeping.OFF_IN_BAG),
        new UseBound(
            EnumSet.allOf(Device.class),
            EnumSet.allOf(Place.class),
            Set.of(Time.WHOLE_SCHOOL_DAY),
            Keeping.HANDED_IN),
        Measure.DEVICE_BAN,
        new Reviews(
            new Term(Period.ofDays(42), Period.ofDays(56)),
            new Term(Period.ofMonths(2), Period.ofMonths(3)),
            Period.ofMonths(6),
            Period.ofYears(1)),
        Period.ofDays(28),
        Period.ofYears(2),
        Set.of());
  }

  public static Content kept(Keeping keeping) {
    Content base = Samples.deviceBan();
    UseRule rule = base.useRules().getFirst();
    return Samples.of(base)
        .useRules(
            List.of(
                new UseRule(rule.clause(), rule.devices(), rule.places(), rule.times(), keeping)))
        .made();
  }
}
