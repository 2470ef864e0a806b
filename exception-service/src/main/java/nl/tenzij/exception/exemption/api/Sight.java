package nl.tenzij.exception.exemption.api;

import nl.tenzij.exception.access.Opened;

/**
 * How much of an exemption somebody sees.
 *
 * @param purpose what it is for, and what was found and agreed on since
 * @param team who weighs or weighed it
 * @param decision that the team decided, and why
 * @param course the days of what came of it: reviews, suspension, end
 * @param evidence that there is some, and of which kind
 * @param assessments what the members of the core team hold of it, and so which of them decided
 * @param ofAge that the pupil is of age: for who looks after it, and hears the pupil then
 */
record Sight(
    boolean purpose,
    boolean team,
    boolean decision,
    boolean course,
    boolean evidence,
    boolean assessments,
    boolean ofAge) {

  static Sight of(Opened opened) {
    return new Sight(
        opened.seesPurpose(),
        opened.seesTeam(),
        opened.seesDecision(),
        opened.seesCourse(),
        opened.knowsOfEvidence(),
        opened.seesEvidence(),
        opened.looksAfter() && opened.ofAge());
  }

  /** Of a request just made, there is nothing but what its asker said. */
  static Sight ofTheAsker() {
    return new Sight(true, true, true, true, true, false, false);
  }
}
