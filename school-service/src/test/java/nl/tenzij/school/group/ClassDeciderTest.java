package nl.tenzij.school.group;

import java.util.List;
import java.util.Optional;
import nl.tenzij.ledger.testkit.DeciderSpec;
import nl.tenzij.school.group.ClassCommand.EndClass;
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
          "k1", "3HV1", Kind.HOMEROOM, List.of("3"), List.of(), List.of("st-ann", "st-tim"));

  private static RegisterClass register(Optional<List<String>> teachers) {
    return new RegisterClass("k1", "3HV1", Kind.HOMEROOM, List.of("3"), List.of(), teachers);
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
        .then(
            new ClassChanged(
                "k1", "3HV1", Kind.HOMEROOM, List.of("3"), List.of(), List.of("st-tim")));
  }

  @Test
  void aClassEndsOnceAndCanRunAgain() {
    ClassEvent ended = new ClassEnded("k1");
    spec.given(registered).when(new EndClass("k1")).then(ended);
    spec.given(registered, ended).when(new EndClass("k1")).thenNothing();
    spec.given(registered, ended)
        .when(register(Optional.of(List.of("st-ann", "st-tim"))))
        .then(registered);
  }
}
