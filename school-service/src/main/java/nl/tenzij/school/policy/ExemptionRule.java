package nl.tenzij.school.policy;

import java.time.Period;
import java.util.List;

/**
 * The unless: how an exemption is asked for, and what it is weighed against (S3). A text from
 * before a part was kept has null there.
 *
 * @param how the way an exemption is asked for, in words
 * @param whom who to ask, by function and not by name
 * @param decidedWithin the term for an answer
 */
public record ExemptionRule(
    String how, String whom, Period decidedWithin, List<Criterion> criteria, Reviews reviews) {

  /** What an exemption is weighed against; a core team answers each (S3 §3C). */
  public record Criterion(String number, String text) {}

  /**
   * When an exemption is looked at again; nothing lapses by itself (S3 §2C).
   *
   * @param temporary one after an incident or a crisis (S3 §5A: 6 to 8 weeks)
   * @param effect whether it still works (S3 §4A: after 2 to 3 months)
   * @param recurring each time thereafter (S3 §3C: each semester)
   * @param talk with parents and pupil (S3 §1.1: yearly)
   */
  public record Reviews(Term temporary, Term effect, Period recurring, Period talk) {}

  /** Not before and not after. */
  public record Term(Period atLeast, Period atMost) {}
}
