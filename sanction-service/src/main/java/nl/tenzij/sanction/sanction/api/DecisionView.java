package nl.tenzij.sanction.sanction.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import nl.tenzij.sanction.sanction.Measure;
import nl.tenzij.sanction.sanction.RevocationGround;
import nl.tenzij.sanction.sanction.SanctionPeriod;

/**
 * What was decided on a sanction.
 *
 * @param measure that holds by it; absent where none does
 * @param mitigated whether it is lighter than the ladder proposed; absent where nothing was imposed
 * @param ground why it does not hold
 * @param from the first day on which it holds by this decision, where it takes days
 * @param until the last day
 * @param by who decided; absent where nobody did: by the calendar, or by a count that was corrected
 * @param reason absent where none was given, whom it is about is forgotten, or it is not the
 *     reader's: of a pupil who held an exemption when it happened it is for those who read all of
 *     the school (also where nobody looked for one), of others also for those who teach or mentor
 *     the pupil, and always for who wrote it
 * @param caseNumber under which the police have the report; for those who read all of the school
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DecisionView(
    Decided decided,
    Measure measure,
    Boolean mitigated,
    RevocationGround ground,
    LocalDate from,
    LocalDate until,
    String by,
    Instant at,
    String reason,
    String caseNumber) {

  public enum Decided {
    /** By the head, beside what the ladder proposes. */
    ADDED,
    IMPOSED,
    CONFIRMED,
    AMENDED,
    /** It was carried out, or its last day is over. */
    SERVED,
    /** The case number came after it was carried out. */
    NUMBERED,
    /** Before its days were over. */
    ENDED,
    /** To the inspectorate. */
    REPORTED,
    REVOKED
  }

  static DecisionView of(
      Decided decided, Optional<String> by, Instant at, Optional<String> reason) {
    return new DecisionView(
        decided, null, null, null, null, null, by.orElse(null), at, reason.orElse(null), null);
  }

  DecisionView holding(Measure holds, Optional<SanctionPeriod> days) {
    return new DecisionView(
        decided,
        holds,
        mitigated,
        ground,
        days.map(SanctionPeriod::from).orElse(null),
        days.map(SanctionPeriod::until).orElse(null),
        by,
        at,
        reason,
        caseNumber);
  }

  DecisionView over(Measure held, LocalDate lastDay) {
    return new DecisionView(
        decided, held, mitigated, ground, from, lastDay, by, at, reason, caseNumber);
  }

  DecisionView mitigated(boolean lighter) {
    return new DecisionView(
        decided, measure, lighter, ground, from, until, by, at, reason, caseNumber);
  }

  DecisionView on(RevocationGround why) {
    return new DecisionView(
        decided, measure, mitigated, why, from, until, by, at, reason, caseNumber);
  }

  DecisionView under(String number) {
    return new DecisionView(
        decided, measure, mitigated, ground, from, until, by, at, reason, number);
  }
}
