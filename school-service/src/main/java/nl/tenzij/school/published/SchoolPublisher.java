package nl.tenzij.school.published;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import nl.tenzij.ledger.kafka.Published;
import nl.tenzij.ledger.kafka.Publisher;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.school.calendar.Calendar;
import nl.tenzij.school.calendar.CalendarEvent.CalendarSet;
import nl.tenzij.school.desk.Contact;
import nl.tenzij.school.desk.DeskEvent.DeskSet;
import nl.tenzij.school.group.ClassEvent.ClassChanged;
import nl.tenzij.school.group.ClassEvent.ClassEnded;
import nl.tenzij.school.group.ClassEvent.ClassRegistered;
import nl.tenzij.school.organisation.SchoolEvent.SchoolChanged;
import nl.tenzij.school.organisation.SchoolEvent.SchoolRegistered;
import nl.tenzij.school.policy.PolicyEvent.PolicyActivated;
import nl.tenzij.school.pupil.PupilEvent.PupilChanged;
import nl.tenzij.school.pupil.PupilEvent.PupilLeft;
import nl.tenzij.school.pupil.PupilEvent.PupilRegistered;

/** Tells others who is at which school and which rules hold there, by ids: see {@code contract}. */
@ApplicationScoped
public class SchoolPublisher implements Publisher {

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
        PolicyActivated.class,
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
      case PupilRegistered(var pupil, _, _, var year, var guardians, var places, var support) ->
          tellOfPupil(
              recorded,
              PublishedPupil.of(pupil, year, guardians, places, support, loggedOn(recorded)));
      case PupilChanged(var pupil, _, _, var year, var guardians, var places, var support) ->
          tellOfPupil(
              recorded,
              PublishedPupil.of(pupil, year, guardians, places, support, loggedOn(recorded)));
      case PupilLeft(var pupil) ->
          List.of(
              Published.of(
                  recorded, PublishedPupilLeft.TYPE, pupil, pupil, new PublishedPupilLeft(pupil)));
      case ClassRegistered(var id, var title, _, _, var subjects, var teachers) ->
          tellOfClass(
              recorded, PublishedClass.of(id, title, subjects, teachers, loggedOn(recorded)));
      case ClassChanged(var id, var title, _, _, var subjects, var teachers) ->
          tellOfClass(
              recorded, PublishedClass.of(id, title, subjects, teachers, loggedOn(recorded)));
      case ClassEnded(var id) ->
          List.of(
              Published.of(
                  recorded, PublishedClassEnded.TYPE, null, id, new PublishedClassEnded(id)));
      case PolicyActivated activated ->
          List.of(
              Published.of(
                  recorded,
                  PublishedPolicy.TYPE,
                  null,
                  recorded.stream().school().id(),
                  PublishedPolicy.of(activated)));
      case CalendarSet(Calendar calendar) -> {
        String school = recorded.stream().school().id();
        PublishedCalendar told = PublishedCalendar.of(school, calendar);
        yield List.of(Published.of(recorded, PublishedCalendar.TYPE, null, school, told));
      }
      case DeskSet(List<Contact> contacts) -> {
        String school = recorded.stream().school().id();
        PublishedDesk told = PublishedDesk.of(school, contacts);
        yield List.of(Published.of(recorded, PublishedDesk.TYPE, null, school, told));
      }
      default -> List.of();
    };
  }

  private static LocalDate loggedOn(Recorded<?> recorded) {
    return LocalDate.ofInstant(recorded.at(), ZoneOffset.UTC);
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
