package nl.tenzij.sanction.incident.api;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.InputError;
import nl.tenzij.sanction.custody.HandedIn;
import nl.tenzij.sanction.incident.Breach;
import nl.tenzij.sanction.incident.Category;
import nl.tenzij.sanction.incident.Incident.OnRecord;
import nl.tenzij.sanction.incident.Lesson;
import nl.tenzij.sanction.incident.Observation;
import nl.tenzij.sanction.incident.Participant;
import nl.tenzij.sanction.incident.VerdictThen;
import nl.tenzij.sanction.incident.api.IncidentRequest.Seen;
import nl.tenzij.sanction.incident.api.IncidentRequest.Unknown;
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
 * named at that moment, which is taken first. What calendar and roster tell of that moment nobody
 * can say otherwise; a later entry may repeat what the one before says of it.
 */
@ApplicationScoped
class Observing {

  private final Schools schools;
  private final Verdicts verdicts;
  private final HandedIn handedIn;
  private final Pool pool;
  private final Clock clock;
  private final IncidentConfig config;

  Observing(
      Schools schools,
      Verdicts verdicts,
      HandedIn handedIn,
      Pool pool,
      Clock clock,
      IncidentConfig config) {
    this.schools = schools;
    this.verdicts = verdicts;
    this.handedIn = handedIn;
    this.pool = pool;
    this.clock = clock;
    this.config = config;
  }

  /**
   * Who asks, of which school.
   *
   * @param witness who saw it: theirs is the lesson, whoever corrects what they wrote
   * @param restricted who asks, where it matters whom they teach
   * @param before the incident as the entry before this one has it, where there is one
   */
  record Reporter(
      Board board,
      School school,
      String witness,
      Optional<String> restricted,
      Optional<OnRecord> before) {

    static Reporter of(Staff staff, School school, String witness) {
      return new Reporter(
          staff.board(), school, witness, staff.restricted(school), Optional.empty());
    }

    /** Of a later entry. */
    static Reporter of(Staff staff, School school, OnRecord earlier) {
      return new Reporter(
          staff.board(),
          school,
          earlier.reportedBy(),
          staff.restricted(school),
          Optional.of(earlier));
    }

    private Optional<Observation> earlier() {
      return before.map(OnRecord::observed);
    }

    private List<VerdictThen> verdicts() {
      return before.map(OnRecord::verdicts).orElse(List.of());
    }

    /** Those whom the earlier entry names: they may have left since. */
    private Set<String> named(Participant.Kind kind) {
      return earlier().stream()
          .flatMap(entry -> entry.participants().stream())
          .filter(each -> each.kind() == kind)
          .flatMap(each -> each.id().stream())
          .collect(Collectors.toSet());
    }
  }

  /**
   * What the roster and the entry before say to a request.
   *
   * @param group the class in which it happened, as far as that is known
   * @param strangers those who are named as staff and are none
   * @param witness who saw it
   * @param before the entry before, where it has the same moment: what it says may be repeated,
   *     since calendar and roster are known as they are now, not as they were then
   */
  private record Told(
      Optional<Taught> group, Set<String> strangers, String witness, Optional<Observation> before) {

    private Optional<String> subject() {
      return group.flatMap(Taught::subject);
    }

    private Optional<String> hour() {
      return before.flatMap(Observation::lesson).flatMap(Lesson::hour);
    }

    private boolean repeats(Moment moment) {
      return before.flatMap(Observation::moment).filter(moment::equals).isPresent();
    }

    private boolean repeatsOffender(String pupil) {
      return before.filter(entry -> entry.offenders().contains(pupil)).isPresent();
    }

    /** Of the same class. */
    private boolean repeats(String subject) {
      return before
          .flatMap(Observation::lesson)
          .filter(lesson -> lesson.group().equals(group.map(Taught::group)))
          .flatMap(Lesson::subject)
          .filter(subject::equals)
          .isPresent();
    }
  }

  /**
   * @param within where in the body the request stands
   * @return fails with {@link nl.tenzij.ledger.web.Invalid} where a participant is nobody, or what
   *     is said of when it was is not what calendar and roster tell: by that the verdict is taken
   */
  Uni<Witnessed> complete(IncidentRequest request, String within, Reporter by) {
    return told(request, by)
        .chain(
            told ->
                verdicts
                    .ofPupils(asking(request, told, by), request.pupils(), by.restricted())
                    .chain(
                        answers ->
                            Uni.combine()
                                .all()
                                .unis(unknown(request, answers, by), handedIn(request, answers, by))
                                .asTuple()
                                .map(
                                    read ->
                                        complete(
                                            request,
                                            within,
                                            told,
                                            new Taken(
                                                answers,
                                                by.verdicts(),
                                                read.getItem1(),
                                                read.getItem2(),
                                                isTooLongAgo(request, told, answers, by))))));
  }

  /**
   * Who was named before may be named again, though they left: else home were told that their child
   * has no part in it. Not who is forgotten.
   */
  private Uni<Set<String>> unknown(IncidentRequest request, Answers answers, Reporter by) {
    Set<String> unknown = Witnessed.unknown(request.pupils(), answers);
    Set<String> before = by.named(Participant.Kind.PUPIL);
    before.retainAll(unknown);
    return schools
        .hadEver(by.board(), by.school(), before, pool)
        .map(
            had -> {
              unknown.removeAll(had);
              return unknown;
            });
  }

  /**
   * The verdicts on those who are named.
   *
   * @param earlier those of the entry before
   * @param unknown who can't be named
   * @param handedIn whose device had been handed in that day
   * @param tooLongAgo whether who records it can't look back as far
   */
  private record Taken(
      Answers answers,
      List<VerdictThen> earlier,
      Set<String> unknown,
      Set<String> handedIn,
      boolean tooLongAgo) {}

  /**
   * What is refused since it was allowed tells of that moment: who may not ask about it doesn't
   * record it. A later entry may repeat the moment of the one before.
   */
  private boolean isTooLongAgo(IncidentRequest request, Told told, Answers answers, Reporter by) {
    Instant now = clock.instant();
    return told.before().isEmpty()
        && (by.restricted().isPresent()
            ? !answers.book().isSinceTheSchoolYearOf(now, request.occurredAt())
            : request.occurredAt().isBefore(now.minus(config.reachBack())));
  }

  /** It matters where somebody is said to have brought it. */
  private Uni<Set<String>> handedIn(IncidentRequest request, Answers answers, Reporter by) {
    return request.category() == Category.BROUGHT_DESPITE_BAN
        ? handedIn.on(
            by.board(),
            by.school(),
            request.offenders(),
            request.device(),
            request.occurredAt(),
            answers.book())
        : Uni.createFrom().item(Set.of());
  }

  private Uni<Told> told(IncidentRequest request, Reporter by) {
    Set<String> staff = new HashSet<>(request.staff());
    staff.removeAll(by.named(Participant.Kind.STAFF));
    staff.remove(by.witness());
    return group(request, by)
        .chain(
            group ->
                schools
                    .strangers(by.board(), by.school(), staff, pool)
                    .map(
                        strangers ->
                            new Told(group, strangers, by.witness(), before(request, by))));
  }

  private static Optional<Observation> before(IncidentRequest request, Reporter by) {
    return by.earlier().filter(entry -> entry.occurredAt().equals(request.occurredAt()));
  }

  /** The one that is named, else the one in which who saw it has all offenders. */
  private Uni<Optional<Taught>> group(IncidentRequest request, Reporter by) {
    if (request.group() != null) {
      return schools.group(by.board(), by.school(), request.group(), pool);
    }
    return request.offenders().isEmpty()
        ? Uni.createFrom().item(Optional.empty())
        : schools.inClassOf(
            by.board(),
            by.school(),
            by.witness(),
            request.offenders(),
            Optional.ofNullable(request.subject()),
            request.occurredAt().atOffset(ZoneOffset.UTC).toLocalDate(),
            pool);
  }

  private static Asking asking(IncidentRequest request, Told told, Reporter by) {
    var question =
        new Question(
            request.device(),
            request.place(),
            Optional.ofNullable(request.moment()),
            Optional.ofNullable(request.subject()).or(told::subject));
    return new Asking(by.board(), by.school(), request.occurredAt(), question);
  }

  private static Witnessed complete(
      IncidentRequest request, String within, Told told, Taken taken) {
    Answers answers = taken.answers();
    Optional<Lesson> lesson =
        answers.question().isInLesson() ? lesson(request, told, answers) : Optional.empty();
    return new Witnessed(
        request.observation(
            new Unknown(taken.unknown(), told.strangers()),
            new Seen(moment(request, answers), lesson, told.witness()),
            wrong(request, within, told, taken),
            within),
        answers,
        taken.earlier(),
        told.witness(),
        taken.handedIn());
  }

  private static List<InputError> wrong(
      IncidentRequest request, String within, Told told, Taken taken) {
    Answers answers = taken.answers();
    List<InputError> errors = new ArrayList<>();
    if (taken.tooLongAgo()) {
      errors.add(
          new InputError(
              within + "occurredAt",
              "too-long-ago",
              "In the present school year; for care coordinator and head as long ago as incidents"
                  + " are entered."));
    }
    if (isAgainstTheBells(request, told, answers)) {
      errors.add(
          new InputError(
              within + "moment", "not-then", "The school's calendar has another moment then."));
    }
    if (request.group() != null && told.group().isEmpty()) {
      errors.add(new InputError(within + "class", "unknown", "A class of this school."));
    }
    if (isOfAnotherClass(request.subject(), told)) {
      errors.add(
          new InputError(
              within + "subject",
              "not-of-class",
              "The class has another subject. Where it was in another class, name that."));
    }
    errors.addAll(request.apart(apart(request, told, answers), within));
    return errors;
  }

  /**
   * Whoever teaches a pupil knows what they may; who does not learns by a violation that is refused
   * that this pupil's use was allowed. Named with others, many could be asked about at once, and
   * beside one for whom a refusal is certain nothing would ever be recorded. What stands in the
   * entry before may be repeated.
   */
  private static Set<String> apart(IncidentRequest request, Told told, Answers answers) {
    if (request.category().breach() == Breach.MISUSE || request.offenders().size() == 1) {
      return Set.of();
    }
    return request.offenders().stream()
        .filter(pupil -> answers.of(pupil).isPresent())
        .filter(pupil -> !answers.teaches(pupil) && !told.repeatsOffender(pupil))
        .collect(Collectors.toSet());
  }

  /** Whether a lesson is a test, or a free period, no calendar knows. */
  private static boolean isAgainstTheBells(IncidentRequest request, Told told, Answers answers) {
    if (request.moment() == null || told.repeats(request.moment())) {
      return false;
    }
    Optional<Moment> then =
        answers
            .book()
            .calendar(request.occurredAt())
            .filter(calendar -> calendar.hasLessons(request.occurredAt()))
            .flatMap(calendar -> Moment.at(request.occurredAt(), calendar));
    return request.moment() == Moment.LESSON && then.equals(Optional.of(Moment.BREAK))
        || request.moment() == Moment.BREAK && then.equals(Optional.of(Moment.LESSON));
  }

  /** A class without a subject can have any: a mentor's, a primary school's. */
  private static boolean isOfAnotherClass(String subject, Told told) {
    return subject != null
        && !told.repeats(subject)
        && told.group()
            .map(Taught::subjects)
            .filter(subjects -> !subjects.isEmpty() && !subjects.contains(subject))
            .isPresent();
  }

  /** Where nobody named it and there is no calendar to tell, it is not known. */
  private static Optional<Moment> moment(IncidentRequest request, Answers answers) {
    return answers.book().calendar(request.occurredAt()).isPresent()
        ? answers.question().moment()
        : Optional.ofNullable(request.moment());
  }

  private static Optional<Lesson> lesson(IncidentRequest request, Told told, Answers answers) {
    var lesson =
        new Lesson(
            told.hour().or(() -> hour(request, answers)),
            told.group().map(Taught::group),
            answers.question().subject());
    return lesson.tellsNothing() ? Optional.empty() : Optional.of(lesson);
  }

  private static Optional<String> hour(IncidentRequest request, Answers answers) {
    return answers
        .book()
        .calendar(request.occurredAt())
        .flatMap(calendar -> calendar.lesson(request.occurredAt()))
        .map(Calendar.Lesson::lesson);
  }
}
