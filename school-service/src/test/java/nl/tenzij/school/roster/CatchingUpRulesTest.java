package nl.tenzij.school.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.school.group.Classes;
import nl.tenzij.school.guardian.Guardians;
import nl.tenzij.school.pupil.Pupils;
import nl.tenzij.school.staff.StaffMembers;
import org.junit.jupiter.api.Test;

/** The rules read events as they are stored, and the compiler can't say that one was left out. */
class CatchingUpRulesTest {

  /** These came by imports alone: records are pushed since the versions after them. */
  private static final Set<String> BEFORE_PUSHES =
      Set.of("pupil.registered.v1", "pupil.changed.v1", "class.registered.v1", "class.changed.v1");

  /** What is known follows on it in the same breath, and the rules read what was said last. */
  private static final Set<String> NEVER_LAST = Set.of("pupil.guardians-restricted.v1");

  /** Where one is missing, the next package takes back what was pushed. */
  @Test
  void whateverCanHaveBeenPushedIsCaughtUpWith() {
    var rules = new CatchingUpRules(1, 2, 3, LocalDate.parse("2026-11-23"));
    String text =
        Stream.of(rules.finding(0), rules.catchingUp())
            .flatMap(List::stream)
            .collect(Collectors.joining("\n"));
    Set<String> stored =
        Stream.<EventTypes<?>>of(Pupils.TYPES, Guardians.TYPES, StaffMembers.TYPES, Classes.TYPES)
            .flatMap(types -> types.readable().stream())
            .collect(Collectors.toSet());

    assertThat(stored).containsAll(BEFORE_PUSHES).containsAll(NEVER_LAST);
    assertThat(stored)
        .filteredOn(type -> !NEVER_LAST.contains(type))
        .allSatisfy(
            type ->
                assertThat(text.contains("'" + type + "'"))
                    .as(type)
                    .isEqualTo(!BEFORE_PUSHES.contains(type)));
  }
}
