package nl.tenzij.school.evaluation.api;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Loaded;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.calendar.SchoolDays;
import nl.tenzij.school.evaluation.Audience;
import nl.tenzij.school.evaluation.Evaluation;
import nl.tenzij.school.evaluation.EvaluationCommand;
import nl.tenzij.school.evaluation.EvaluationEvent;
import nl.tenzij.school.evaluation.Evaluations;

/** What the resources about evaluations and their surveys have in common. */
@RequestScoped
class SchoolEvaluations {

  @Inject Caller caller;
  @Inject SchoolDays days;
  @Inject CommandHandler<EvaluationCommand, Evaluation, EvaluationEvent> evaluations;

  /**
   * An evaluation of this policy.
   *
   * @return fails with {@link NotYours} where it is another's, or none
   */
  Uni<Evaluation> existing(School school, UUID policy, UUID evaluation) {
    return evaluations
        .load(Evaluations.stream(caller.board(), school, evaluation))
        .map(Loaded::state)
        .invoke(
            state -> {
              if (state.life() == Evaluation.Life.NONE || !state.policy().equals(policy)) {
                throw new NotYours();
              }
            });
  }

  Uni<LocalDate> today(School school) {
    return days.today(caller.board(), school);
  }

  /** As whom somebody with these roles is asked. */
  static Set<Audience> audiences(Set<String> roles) {
    Set<Audience> audiences = EnumSet.noneOf(Audience.class);
    if (roles.contains("teacher") || roles.contains("mentor")) {
      audiences.add(Audience.TEACHERS);
    }
    if (roles.contains("guardian")) {
      audiences.add(Audience.PARENTS);
    }
    if (roles.contains("pupil")) {
      audiences.add(Audience.PUPILS);
    }
    return audiences;
  }
}
