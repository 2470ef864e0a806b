package nl.tenzij.school.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nl.tenzij.school.organisation.Sector;
import org.junit.jupiter.api.Test;

class SectorByGradesTest {

  @Test
  void onlyPrimarySchoolsHaveAYearSevenOrEight() {
    assertThat(SectorByGrades.of(List.of("1", "2", "08"))).contains(Sector.PO);
    assertThat(SectorByGrades.of(List.of("groep 3", "Groep 4"))).contains(Sector.PO);
  }

  @Test
  void kindsOfSecondaryEducationGoByTheirNames() {
    assertThat(SectorByGrades.of(List.of("1", "3 havo"))).contains(Sector.VO);
    assertThat(SectorByGrades.of(List.of("Brugklas", "VMBO-TL 4"))).contains(Sector.VO);
  }

  @Test
  void whatIsNotBeyondDoubtIsNotTold() {
    assertThat(SectorByGrades.of(List.of())).isEmpty();
    assertThat(SectorByGrades.of(List.of("1", "2", "6"))).isEmpty();
    assertThat(SectorByGrades.of(List.of("8", "3 havo"))).isEmpty();
    assertThat(SectorByGrades.of(List.of("7", "8", "9", "12"))).as("other countries").isEmpty();
  }
}
