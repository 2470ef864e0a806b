package nl.tenzij.sanction.incident.api;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.Optional;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.sanction.incident.Lesson;
import nl.tenzij.sanction.incident.api.IncidentRequest.When;
import nl.tenzij.sanction.school.Calendar;
import nl.tenzij.sanction.school.Schools;
import nl.tenzij.sanction.school.Schools.Taught;
import nl.tenzij.sanction.staff.Staff;
import nl.tenzij.sanction.verdict.Asking;
import nl.tenzij.sanction.verdict.Moment;
import nl.tenzij.sanction.verdict.Question;
import nl.tenzij.sanction.verdict.Verdicts;
import nl.tenzij.sanction.verdict.Verdicts.Answers;

/**
 * Completes what a member of staff saw: the lesson, where it is known, and the verdict on everybody
 * named at that moment, which is taken first.
 */
@ApplicationScoped
class Observing {

  private final Schools schools;
  private final Verdicts verdicts;
  private final Pool pool;

  Observing(Schools schools, Verdicts verdicts, Pool pool) {
    this.schools = schools;
    this.verdicts = verdicts;
    this.pool = pool;
  }

  /**
   * Who asks, of which school.
   *
   * @param witness who saw it: theirs is the lesson, whoever corrects what they wrote
   * @param restricted who asks, where it matters whom they teach
   */
  record Reporter(Board board, School school, String witness, Optional<String> restricted) {
    static Reporter of(Staff staff, School school, String witness) {
      return new Reporter(staff.board(), school, witness, staff.restricted(school));
    }
  }

  /**
   * @param within where in the body the request stands
   * @return fails with {@link nl.tenzij.ledger.web.Invalid} where a participant is nobody
   */
  Uni<Witnessed> complete(IncidentRequest request, String within, Reporter by) {
    return taught(request, by)
        .chain(
            taught ->
                verdicts
                    .ofPupils(asking(request, taught, by), request.pupils(), by.restricted())
                    .map(answers -> complete(request, within, taught, answers)));
  }

  private Uni<Optional<Taught>> taught(IncidentRequest request, Reporter by) {
    return request.offenders().isEmpty()
        ? Uni.createFrom().item(Optional.empty())
        : schools.inClassOf(
            by.board(),
            by.school(),
            by.witness(),
            request.offenders(),
            Optional.ofNullable(request.group()),
            request.occurredAt().atOffset(ZoneOffset.UTC).toLocalDate(),
            pool);
  }

  private static Asking asking(IncidentRequest request, Optional<Taught> taught, Reporter by) {
    var question =
        new Question(
            request.device(),
            request.place(),
            Optional.ofNullable(request.moment()),
            Optional.ofNullable(request.subject()).or(() -> taught.flatMap(Taught::subject)));
    return new Asking(by.board(), by.school(), request.occurredAt(), question);
  }

  private static Witnessed complete(
      IncidentRequest request, String within, Optional<Taught> taught, Answers answers) {
    Optional<Lesson> lesson =
        answers.question().isInLesson() ? lesson(request, taught, answers) : Optional.empty();
    return new Witnessed(
        request.observation(
            Witnessed.unknown(request.pupils(), answers),
            new When(moment(request, answers), lesson),
            within),
        answers);
  }

  /** Where nobody named it and there is no calendar to tell, it is not known. */
  private static Optional<Moment> moment(IncidentRequest request, Answers answers) {
    return answers.book().calendar().isPresent()
        ? answers.question().moment()
        : Optional.ofNullable(request.moment());
  }

  private static Optional<Lesson> lesson(
      IncidentRequest request, Optional<Taught> taught, Answers answers) {
    var lesson =
        new Lesson(
            answers
                .book()
                .calendar()
                .flatMap(calendar -> calendar.lesson(request.occurredAt()))
                .map(Calendar.Lesson::lesson),
            Optional.ofNullable(request.group()).or(() -> taught.map(Taught::group)),
            answers.question().subject());
    return lesson.tellsNothing() ? Optional.empty() : Optional.of(lesson);
  }
}
