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

  List<VerdictThen> verdicts() {
    return observed.offenders().stream()
        .flatMap(pupil -> answers.of(pupil).stream())
        .map(VerdictThen::of)
        .toList();
  }
}
