package nl.tenzij.school.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nl.tenzij.school.roster.ImportReport.FileCounts;
import org.junit.jupiter.api.Test;

class ImportReportTest {

  private static Finding refused(RosterFile file, long line, String column) {
    return Finding.refusal(file, line, column, "format", "is otherwise");
  }

  @Test
  void aListThatIsCutSaysHowManyLinesItLacks() {
    FileCounts users = new FileCounts("users.csv", 100, 0, 93, 7, 0, 0, 0);
    List<Finding> told =
        List.of(
            refused(RosterFile.USERS, 2, "email"),
            refused(RosterFile.USERS, 2, "givenName"),
            refused(RosterFile.USERS, 3, "email"),
            refused(RosterFile.ROLES, 4, "role"),
            Finding.remark("users.csv", 5, "email", "value-case", "is otherwise"));
    assertThat(users.notListed(told)).isEqualTo(5);
    assertThat(new FileCounts("roles.csv", 9, 0, 8, 1, 0, 0, 0).notListed(told)).isZero();
  }
}
