package nl.tenzij.school.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nl.tenzij.ledger.testkit.DeciderSpec;
import nl.tenzij.school.group.ClassCommand.AppointTeacher;
import nl.tenzij.school.group.ClassCommand.DismissTeacher;
import nl.tenzij.school.group.ClassCommand.EndClass;
import nl.tenzij.school.group.ClassCommand.LoseTeacher;
import nl.tenzij.school.group.ClassCommand.RegisterClass;
import nl.tenzij.school.group.ClassEvent.ClassChanged;
import nl.tenzij.school.group.ClassEvent.ClassEnded;
import nl.tenzij.school.group.ClassEvent.ClassRegistered;
import org.junit.jupiter.api.Test;

class ClassDeciderTest {

  private final DeciderSpec<ClassCommand, RosterClass, ClassEvent> spec =
      DeciderSpec.of(new ClassDecider());
  private final ClassEvent registered =
      new ClassRegistered(
          "k1", "3HV1", Kind.HOMEROOM, List.of("3"), List.of(), by("st-ann", "st-tim"));

  private static RegisterClass register(Optional<List<String>> teachers) {
    return new RegisterClass(
        "k1",
        "3HV1",
        Kind.HOMEROOM,
        List.of("3"),
        List.of(),
        teachers.map(ids -> by(ids.toArray(String[]::new))));
  }

  private static List<Teaching> by(String... staff) {
    return Stream.of(staff).map(Teaching::by).toList();
  }

  @Test
  void aClassIsRegistered() {
    spec.given()
        .when(register(Optional.of(List.of("st-tim", "st-ann", "st-tim"))))
        .then(registered);
  }

  @Test
  void sayingItAgainChangesNothing() {
    spec.given(registered).when(register(Optional.of(List.of("st-tim", "st-ann")))).thenNothing();
    spec.given(registered).when(register(Optional.empty())).thenNothing();
  }

  @Test
  void anotherTeacherIsAChange() {
    spec.given(registered)
        .when(register(Optional.of(List.of("st-tim"))))
        .then(new ClassChanged("k1", "3HV1", Kind.HOMEROOM, List.of("3"), List.of(), by("st-tim")));
  }

  @Test
  void aClassEndsOnceAndCanRunAgain() {
    ClassEvent ended = new ClassEnded("k1");
    spec.given(registered).when(new EndClass("k1")).then(ended);
    spec.given(registered, ended).when(new EndClass("k1")).thenNothing();
    spec.given(registered, ended)
        .when(register(Optional.of(List.of("st-ann", "st-tim"))))
        .then(registered);
    spec.given(registered, ended)
        .when(register(Optional.empty()))
        .thenState(
            known -> {
              assertThat(known.running()).isTrue();
              assertThat(known.teachers()).as("before the roster says so").isEmpty();
            });
  }

  @Test
  void whoWorksHereNoMoreTeachesTheClassNoMore() {
    spec.given(registered)
        .when(new LoseTeacher("k1", "st-tim"))
        .then(new ClassChanged("k1", "3HV1", Kind.HOMEROOM, List.of("3"), List.of(), by("st-ann")));
    spec.given(registered).when(new LoseTeacher("k1", "st-eva")).thenNothing();
    spec.given(registered, new ClassEnded("k1"))
        .when(new LoseTeacher("k1", "st-tim"))
        .thenNothing();
  }

  @Test
  void aTeacherIsAppointedForAWhileAndDismissed() {
    var eva =
        new Teaching(
            "e1", "st-eva", LocalDate.parse("2027-01-04"), LocalDate.parse("2027-02-12"), false);
    var appointed = new ClassEvent[1];
    spec.given(registered)
        .when(new AppointTeacher("k1", eva))
        .thenEvents(events -> appointed[0] = events.getFirst())
        .thenState(
            known -> {
              assertThat(known.teachersOn(LocalDate.parse("2027-01-03")))
                  .containsExactly("st-ann", "st-tim");
              assertThat(known.teachersOn(LocalDate.parse("2027-02-12")))
                  .containsExactly("st-ann", "st-eva", "st-tim");
            });
    spec.given(registered, appointed[0]).when(new AppointTeacher("k1", eva)).thenNothing();
    spec.given(registered, appointed[0])
        .when(new DismissTeacher("k1", "e1"))
        .thenState(known -> assertThat(known.teachers()).isEqualTo(by("st-ann", "st-tim")));
    spec.given(registered).when(new DismissTeacher("k1", "e1")).thenNothing();
  }

  @Test
  void onlyARunningClassGetsATeacher() {
    spec.given().when(new AppointTeacher("k1", Teaching.by("st-tim"))).thenRefused("class-unknown");
    spec.given(registered, new ClassEnded("k1"))
        .when(new AppointTeacher("k1", new Teaching("e1", "st-tim", null, null, false)))
        .thenRefused("class-unknown");
  }
}
