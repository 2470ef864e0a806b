package nl.tenzij.school;

import java.util.List;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.ledger.testkit.EventTypesSpec;
import nl.tenzij.school.calendar.Calendars;
import nl.tenzij.school.desk.Desks;
import nl.tenzij.school.evaluation.Evaluations;
import nl.tenzij.school.framework.Frameworks;
import nl.tenzij.school.group.Classes;
import nl.tenzij.school.guardian.Guardians;
import nl.tenzij.school.organisation.Boards;
import nl.tenzij.school.organisation.Schools;
import nl.tenzij.school.policy.Policies;
import nl.tenzij.school.pupil.Pupils;
import nl.tenzij.school.roster.waiting.WaitingRosters;
import nl.tenzij.school.staff.StaffMembers;
import nl.tenzij.school.template.BoardTemplates;

class SchoolEventTypesTest extends EventTypesSpec {
  @Override
  protected List<EventTypes<?>> types() {
    return List.of(
        Boards.TYPES,
        Schools.TYPES,
        Calendars.TYPES,
        Desks.TYPES,
        Pupils.TYPES,
        Guardians.TYPES,
        StaffMembers.TYPES,
        Classes.TYPES,
        Policies.TYPES,
        Frameworks.TYPES,
        BoardTemplates.TYPES,
        Evaluations.TYPES,
        WaitingRosters.TYPES);
  }
}
