package nl.tenzij.sanction.ladder;

import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import nl.tenzij.sanction.incident.Breach;
import nl.tenzij.sanction.ladder.Ladder.Rung;
import nl.tenzij.sanction.sanction.Measure;
import nl.tenzij.sanction.sanction.StaffRole;

/** Ladders for tests. */
final class Ladders {

  static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");

  /** The one of S2: a warning, then a month's ban; misuse: internal suspension at once. */
  static final Ladder OF_S2 =
      new Ladder(
          Window.SCHOOL_YEAR,
          List.of(
              new Rung(
                  Breach.VIOLATION,
                  1,
                  Optional.of(1),
                  Measure.WARNING,
                  Optional.empty(),
                  "5",
                  Optional.empty()),
              new Rung(
                  Breach.VIOLATION,
                  2,
                  Optional.empty(),
                  Measure.DEVICE_BAN,
                  Optional.of(Period.ofMonths(1)),
                  "6",
                  Optional.empty()),
              new Rung(
                  Breach.MISUSE,
                  1,
                  Optional.empty(),
                  Measure.INTERNAL_SUSPENSION,
                  Optional.empty(),
                  "8",
                  Optional.of(StaffRole.HEAD))));

  static final LadderInForce IN_FORCE = new LadderInForce("policy-1", 3, AMSTERDAM, OF_S2);

  private Ladders() {}
}
