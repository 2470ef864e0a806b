package nl.tenzij.school.published;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.kafka.Published;
import nl.tenzij.ledger.kafka.Publisher;
import nl.tenzij.ledger.privacy.ErasureEvent.Forgot;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.school.calendar.Calendar;
import nl.tenzij.school.calendar.CalendarEvent.CalendarSet;
import nl.tenzij.school.desk.Contact;
import nl.tenzij.school.desk.DeskEvent.DeskSet;
import nl.tenzij.school.evaluation.EvaluationEvent;
import nl.tenzij.school.evaluation.EvaluationEvent.BottleneckRecorded;
import nl.tenzij.school.evaluation.EvaluationEvent.EvaluationClosed;
import nl.tenzij.school.evaluation.EvaluationEvent.EvaluationOpened;
import nl.tenzij.school.evaluation.EvaluationEvent.EvaluationOpenedWithoutSurvey;
import nl.tenzij.school.framework.FrameworkEvent.FrameworkAdopted;
import nl.tenzij.school.group.ClassEvent.ClassChanged;
import nl.tenzij.school.group.ClassEvent.ClassEnded;
import nl.tenzij.school.group.ClassEvent.ClassRegistered;
import nl.tenzij.school.organisation.BoardEvent.BoardChanged;
import nl.tenzij.school.organisation.BoardEvent.BoardRegistered;
import nl.tenzij.school.organisation.SchoolEvent.SchoolChanged;
import nl.tenzij.school.organisation.SchoolEvent.SchoolRegistered;
import nl.tenzij.school.policy.PolicyEvent;
import nl.tenzij.school.policy.PolicyEvent.ActivationAwaited;
import nl.tenzij.school.policy.PolicyEvent.ActivationOvertaken;
import nl.tenzij.school.policy.PolicyEvent.ActivationPlanned;
import nl.tenzij.school.policy.PolicyEvent.ActivationSettled;
import nl.tenzij.school.policy.PolicyEvent.ConsentGiven;
import nl.tenzij.school.policy.PolicyEvent.ConsentWithheld;
import nl.tenzij.school.policy.PolicyEvent.PolicyActivated;
import nl.tenzij.school.policy.PolicyEvent.PolicyPublished;
import nl.tenzij.school.policy.PolicyEvent.PolicySubmitted;
import nl.tenzij.school.policy.PolicyEvent.PolicyWithdrawn;
import nl.tenzij.school.policy.Section;
import nl.tenzij.school.published.PublishedDecision.Decision;
import nl.tenzij.school.pupil.PupilEvent.PupilChanged;
import nl.tenzij.school.pupil.PupilEvent.PupilLeft;
import nl.tenzij.school.pupil.PupilEvent.PupilRegistered;
import nl.tenzij.school.roster.RosterConfiguration;
import nl.tenzij.school.roster.waiting.WaitingEvent;
import nl.tenzij.school.roster.waiting.WaitingEvent.RosterSettled;
import nl.tenzij.school.roster.waiting.WaitingEvent.RosterWaiting;
import nl.tenzij.school.staff.StaffEvent.StaffChanged;
import nl.tenzij.school.staff.StaffEvent.StaffLeft;
import nl.tenzij.school.staff.StaffEvent.StaffRegistered;
import nl.tenzij.school.template.TemplateEvent.TemplateOffered;
import nl.tenzij.school.template.TemplateEvent.TemplateWithdrawn;

/** Tells others who is at which school and which rules hold there, by ids: see {@code contract}. */
@ApplicationScoped
public class SchoolPublisher implements Publisher {

  private ZoneId zone;

  protected SchoolPublisher() {}

  @Inject
  public SchoolPublisher(RosterConfiguration configuration) {
    this(ZoneId.of(configuration.timeZone()));
  }

  SchoolPublisher(ZoneId zone) {
    this.zone = zone;
  }

  @Override
  public String topic() {
    return "school.events.v1";
  }

  @Override
  public Set<Class<?>> events() {
    return Set.of(
        SchoolRegistered.class,
        SchoolChanged.class,
        PupilRegistered.class,
        PupilChanged.class,
        PupilLeft.class,
        ClassRegistered.class,
        ClassChanged.class,
        ClassEnded.class,
        StaffRegistered.class,
        StaffChanged.class,
        StaffLeft.class,
        Forgot.class,
        BoardRegistered.class,
        BoardChanged.class,
        FrameworkAdopted.class,
        TemplateOffered.class,
        TemplateWithdrawn.class,
        PolicySubmitted.class,
        ConsentGiven.class,
        ConsentWithheld.class,
        PolicyPublished.class,
        PolicyWithdrawn.class,
        ActivationPlanned.class,
        ActivationOvertaken.class,
        ActivationAwaited.class,
        ActivationSettled.class,
        PolicyActivated.class,
        RosterWaiting.class,
        RosterSettled.class,
        EvaluationOpened.class,
        EvaluationClosed.class,
        CalendarSet.class,
        DeskSet.class);
  }

  @Override
  public List<Published> publish(Recorded<?> recorded) {
    return switch (recorded.event()) {
      case SchoolRegistered(var school, _, _, var sector, var zone) ->
          tell(recorded, school, new PublishedSchool(school, sector, zone));
      case SchoolChanged(var school, _, _, var sector, var zone) ->
          tell(recorded, school, new PublishedSchool(school, sector, zone));
      case PupilRegistered(
              var pupil,
              _,
              _,
              var year,
              var guardians,
              var places,
              var support,
              var ofAge) ->
          tellOfPupil(
              recorded,
              PublishedPupil.of(
                  pupil, year, guardians, places, support, ofAge, loggedOn(recorded)));
      case PupilChanged(
              var pupil,
              _,
              _,
              var year,
              var guardians,
              var places,
              var support,
              var ofAge) ->
          tellOfPupil(
              recorded,
              PublishedPupil.of(
                  pupil, year, guardians, places, support, ofAge, loggedOn(recorded)));
      case PupilLeft(var pupil) ->
          List.of(
              Published.of(
                  recorded, PublishedPupilLeft.TYPE, pupil, pupil, new PublishedPupilLeft(pupil)));
      case ClassRegistered(var id, var title, var kind, _, var subjects, var teachers) ->
          tellOfClass(
              recorded, PublishedClass.of(id, title, kind, subjects, teachers, loggedOn(recorded)));
      case ClassChanged(var id, var title, var kind, _, var subjects, var teachers) ->
          tellOfClass(
              recorded, PublishedClass.of(id, title, kind, subjects, teachers, loggedOn(recorded)));
      case ClassEnded(var id) ->
          List.of(
              Published.of(
                  recorded, PublishedClassEnded.TYPE, null, id, new PublishedClassEnded(id)));
      case StaffRegistered(var staff, _, _, _, var roles) ->
          tell(recorded, PublishedStaff.TYPE, staff, new PublishedStaff(staff, roles));
      case StaffChanged(var staff, _, _, _, var roles) ->
          tell(recorded, PublishedStaff.TYPE, staff, new PublishedStaff(staff, roles));
      case StaffLeft(var staff) ->
          tell(recorded, PublishedStaffLeft.TYPE, staff, new PublishedStaffLeft(staff));
      case Forgot(var person) ->
          tell(recorded, PublishedForgotten.TYPE, person, new PublishedForgotten(person));
      case BoardRegistered(var board, _, var desk) ->
          tell(recorded, PublishedBoard.TYPE, board, PublishedBoard.of(board, desk));
      case BoardChanged(var board, _, var desk) ->
          tell(recorded, PublishedBoard.TYPE, board, PublishedBoard.of(board, desk));
      case FrameworkAdopted adopted -> {
        String board = recorded.stream().board().id();
        yield tell(recorded, PublishedFramework.TYPE, board, PublishedFramework.of(board, adopted));
      }
      case TemplateOffered(var name, var revision, var topic, _, _) ->
          tell(
              recorded,
              PublishedTemplate.TYPE,
              recorded.stream().board().id(),
              new PublishedTemplate(name, revision, topic));
      case TemplateWithdrawn(var name) ->
          tell(
              recorded,
              PublishedTemplateWithdrawn.TYPE,
              recorded.stream().board().id(),
              new PublishedTemplateWithdrawn(name));
      case CalendarSet(Calendar calendar) ->
          tell(
              recorded,
              PublishedCalendar.TYPE,
              school(recorded),
              PublishedCalendar.of(school(recorded), calendar));
      case DeskSet(List<Contact> contacts) ->
          tell(
              recorded,
              PublishedDesk.TYPE,
              school(recorded),
              PublishedDesk.of(school(recorded), contacts));
      case PolicyEvent policy -> tellOfPolicy(recorded, policy);
      case EvaluationEvent evaluation -> tellOfEvaluation(recorded, evaluation);
      case WaitingEvent waiting -> tellOfWaiting(recorded, waiting);
      default -> List.of();
    };
  }

  private static List<Published> tellOfPolicy(Recorded<?> recorded, PolicyEvent event) {
    UUID policy = recorded.stream().id();
    return switch (event) {
      case PolicySubmitted submitted ->
          tell(
              recorded,
              PublishedSubmission.TYPE,
              school(recorded),
              PublishedSubmission.of(policy, submitted));
      case ConsentGiven(var section, _, var on) ->
          tellOfDecision(recorded, section, Decision.CONSENTED, on);
      case ConsentWithheld(var section, _, var on, _) ->
          tellOfDecision(recorded, section, Decision.WITHHELD, on);
      // which text it was is not known of the oldest: nobody can be told what was made known
      case PolicyPublished published when published.policy() != null ->
          tell(
              recorded,
              PublishedAnnouncement.TYPE,
              school(recorded),
              PublishedAnnouncement.of(published));
      case PolicyWithdrawn _ ->
          tell(
              recorded,
              PublishedWithdrawal.TYPE,
              school(recorded),
              new PublishedWithdrawal(policy));
      case ActivationOvertaken(var planned) ->
          tell(
              recorded,
              PublishedOvertaken.TYPE,
              school(recorded),
              new PublishedOvertaken(policy, planned));
      case ActivationAwaited awaited ->
          tell(
              recorded,
              PublishedActivationDue.TYPE,
              school(recorded),
              PublishedActivationDue.of(policy, awaited));
      // nobody has to bring in force what comes in force by itself
      case ActivationPlanned _, ActivationSettled _ ->
          tell(
              recorded,
              PublishedActivationSettled.TYPE,
              school(recorded),
              new PublishedActivationSettled(policy));
      case PolicyActivated activated ->
          tell(recorded, PublishedPolicy.TYPE, school(recorded), PublishedPolicy.of(activated));
      default -> List.of();
    };
  }

  private static List<Published> tellOfDecision(
      Recorded<?> recorded, Section section, Decision decision, LocalDate on) {
    return tell(
        recorded,
        PublishedDecision.TYPE,
        school(recorded),
        new PublishedDecision(recorded.stream().id(), section, decision, on));
  }

  private static List<Published> tellOfWaiting(Recorded<?> recorded, WaitingEvent event) {
    UUID roster = recorded.stream().id();
    return switch (event) {
      case RosterWaiting waiting ->
          tell(
              recorded,
              PublishedWaiting.TYPE,
              school(recorded),
              PublishedWaiting.of(roster, waiting));
      case RosterSettled() ->
          tell(recorded, PublishedSettled.TYPE, school(recorded), new PublishedSettled(roster));
    };
  }

  private static List<Published> tellOfEvaluation(Recorded<?> recorded, EvaluationEvent event) {
    UUID evaluation = recorded.stream().id();
    return switch (event) {
      case EvaluationOpened(_, var policy, var version, var topic, var on) ->
          tell(
              recorded,
              PublishedEvaluation.TYPE,
              school(recorded),
              new PublishedEvaluation(evaluation, policy, version, topic, on));
      case EvaluationClosed(var policy, var conclusion, _, var on) ->
          tell(
              recorded,
              PublishedConclusion.TYPE,
              school(recorded),
              new PublishedConclusion(evaluation, policy, conclusion, on));
      case EvaluationOpenedWithoutSurvey _, BottleneckRecorded _ -> List.of();
    };
  }

  private static String school(Recorded<?> recorded) {
    return recorded.stream().school().id();
  }

  /** Of what is about no pupil, or does not say that it is about one. */
  private static List<Published> tell(Recorded<?> recorded, String type, String key, Object what) {
    return List.of(Published.of(recorded, type, null, key, what));
  }

  /** By one time zone, whatever the school's: what is over by that day is not told. */
  private LocalDate loggedOn(Recorded<?> recorded) {
    return LocalDate.ofInstant(recorded.at(), zone);
  }

  private static List<Published> tell(Recorded<?> recorded, String key, PublishedSchool school) {
    return List.of(Published.of(recorded, PublishedSchool.TYPE, null, key, school));
  }

  private static List<Published> tellOfPupil(Recorded<?> recorded, PublishedPupil pupil) {
    return List.of(
        Published.of(recorded, PublishedPupil.TYPE, pupil.pupil(), pupil.pupil(), pupil));
  }

  private static List<Published> tellOfClass(Recorded<?> recorded, PublishedClass known) {
    return List.of(Published.of(recorded, PublishedClass.TYPE, null, known.id(), known));
  }
}
