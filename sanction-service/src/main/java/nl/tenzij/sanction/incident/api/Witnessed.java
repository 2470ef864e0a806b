package nl.tenzij.sanction.incident.api;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nl.tenzij.sanction.incident.Observation;
import nl.tenzij.sanction.incident.VerdictThen;
import nl.tenzij.sanction.verdict.Verdicts.Answers;

/**
 * What is to be recorded, with the verdicts that were taken first.
 *
 * @param answers on all pupils named whom the school has
 */
record Witnessed(Observation observed, Answers answers) {

  static Set<String> unknown(List<String> pupils, Answers answers) {
    Set<String> rest = new HashSet<>(pupils);
    answers.all().forEach(answer -> rest.remove(answer.pupil()));
    return rest;
  }

  /** There was no school then: that says nothing of a pupil. */
  boolean isOutOfHours() {
    return answers.question().moment().isEmpty();
  }

  /** The offenders of whom who asks may not know on what ground their use was allowed. */
  List<String> untold() {
    return isOutOfHours()
        ? List.of()
        : observed.offenders().stream().filter(pupil -> !answers.teaches(pupil)).toList();
  }

  List<VerdictThen> verdicts() {
    return observed.offenders().stream()
        .flatMap(pupil -> answers.of(pupil).stream())
        .map(VerdictThen::of)
        .toList();
  }
}
