package nl.tenzij.sanction.incident.api;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.sanction.incident.Observation;
import nl.tenzij.sanction.incident.VerdictThen;
import nl.tenzij.sanction.verdict.Answer;
import nl.tenzij.sanction.verdict.Verdicts.Answers;

/**
 * What is to be recorded, with the verdicts that were taken first.
 *
 * @param answers on all pupils named whom the school had then
 * @param earlier what the entry before has on pupils of whom it can't be told any more
 * @param recordedBy who saw it
 * @param handedIn those of the offenders whose device had been handed in that day
 */
record Witnessed(
    Observation observed,
    Answers answers,
    List<VerdictThen> earlier,
    String recordedBy,
    Set<String> handedIn) {

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

  /** Those of them of whom a refusal tells something. */
  List<String> untold(Refused refused) {
    List<String> hit = refused.points().stream().map(this::pupil).toList();
    return untold().stream().filter(hit::contains).toList();
  }

  /** Whom a point of a refusal is about. */
  String pupil(Refused.Point point) {
    int at = Integer.parseInt(point.where().replaceAll("\\D", ""));
    return observed.participants().get(at).id().orElseThrow();
  }

  /** With whom free words about it are forgotten. */
  String subject() {
    return IncidentRequest.subject(observed.participants(), recordedBy);
  }

  /** The offenders whose device may have been at school that day, though they are under a ban. */
  Set<String> broughtRightly() {
    return observed.offenders().stream()
        .filter(
            pupil ->
                handedIn.contains(pupil)
                    || answers.of(pupil).filter(Answer::mayBeBrought).isPresent())
        .collect(Collectors.toSet());
  }

  List<VerdictThen> verdicts() {
    return observed.offenders().stream().flatMap(pupil -> verdict(pupil).stream()).toList();
  }

  Optional<VerdictThen> verdict(String pupil) {
    return answers
        .of(pupil)
        .map(VerdictThen::of)
        .or(() -> earlier.stream().filter(then -> then.pupil().equals(pupil)).findFirst());
  }
}
