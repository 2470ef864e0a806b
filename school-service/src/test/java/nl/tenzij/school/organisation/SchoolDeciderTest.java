package nl.tenzij.school.organisation;

import java.time.ZoneId;
import java.util.Optional;
import nl.tenzij.ledger.testkit.DeciderSpec;
import nl.tenzij.school.organisation.SchoolCommand.ManageSchool;
import nl.tenzij.school.organisation.SchoolCommand.RegisterSchool;
import nl.tenzij.school.organisation.SchoolEvent.SchoolChanged;
import nl.tenzij.school.organisation.SchoolEvent.SchoolRegistered;
import org.junit.jupiter.api.Test;

class SchoolDeciderTest {

  private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

  private final DeciderSpec<SchoolCommand, RegisteredSchool, SchoolEvent> spec =
      DeciderSpec.of(new SchoolDecider());
  private final SchoolEvent registered =
      new SchoolRegistered("college-een", "College Eén", "01AA00", Sector.VO, ZONE);

  private static RegisterSchool register(String name, Optional<Sector> sector) {
    return new RegisterSchool(
        "college-een", "stichting", "stichting", name, Optional.of("01AA00"), sector, ZONE);
  }

  @Test
  void aSchoolIsRegisteredWithItsSector() {
    spec.given().when(register("College Eén", Optional.of(Sector.VO))).then(registered);
  }

  @Test
  void withoutASectorItIsNot() {
    spec.given().when(register("College Eén", Optional.empty())).thenRefused("sector-missing");
  }

  @Test
  void theSectorThatIsKnownHolds() {
    spec.given(registered).when(register("College Eén", Optional.empty())).thenNothing();
  }

  @Test
  void aNewNameIsAChange() {
    spec.given(registered)
        .when(register("College Een", Optional.empty()))
        .then(new SchoolChanged("college-een", "College Een", "01AA00", Sector.VO, ZONE));
  }

  @Test
  void anotherBoardsSchoolIsRefused() {
    spec.given()
        .when(
            new RegisterSchool(
                "college-een",
                "andere-stichting",
                "stichting",
                "College Eén",
                Optional.empty(),
                Optional.of(Sector.VO),
                ZONE))
        .thenRefused("school-of-other-board");
  }

  @Test
  void itsBoardLaysDownWhatNoRosterUndoes() {
    ZoneId caribbean = ZoneId.of("America/Curacao");
    var managed = new SchoolChanged("college-een", "College Eén", "01AA00", Sector.PO, caribbean);
    spec.given(registered)
        .when(new ManageSchool("college-een", "College Eén", "01AA00", Sector.PO, caribbean))
        .then(managed);
    spec.given(registered, managed).when(register("College Eén", Optional.empty())).thenNothing();
    spec.given(registered, managed)
        .when(register("College Eén", Optional.of(Sector.VO)))
        .thenNothing();
    spec.given(registered, managed)
        .when(register("College Een", Optional.of(Sector.VO)))
        .then(new SchoolChanged("college-een", "College Een", "01AA00", Sector.PO, caribbean));
  }
}
