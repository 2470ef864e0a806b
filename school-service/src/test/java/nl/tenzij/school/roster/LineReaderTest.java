package nl.tenzij.school.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {

  private static final String USERS = "sourcedId,enabledUser,username,givenName,familyName,email";

  private static LineReader reader(RosterFile file, byte[] content) {
    return new LineReader(file, new ByteArrayInputStream(content));
  }

  private static List<Line> users(String... lines) {
    return users((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static List<Line> users(byte[] content) {
    List<Line> all = new ArrayList<>();
    reader(RosterFile.USERS, content).forEachRemaining(all::add);
    return all;
  }

  private static Finding refused(byte[] content) {
    FileRefused refused = catchThrowableOfType(FileRefused.class, () -> users(content));
    assertThat(refused).as("the file is refused").isNotNull();
    return refused.finding();
  }

  private static Finding refused(String... lines) {
    return refused(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void quotesCommasAndDiacriticsAreRead() {
    List<Line> lines = users(USERS, "u1,true,u1,Zoë,\"Jansen, \"\"van\"\"\",zoe@example.org");
    assertThat(lines.getFirst().cells())
        .containsEntry("familyName", "Jansen, \"van\"")
        .containsEntry("givenName", "Zoë");
    assertThat(lines.getFirst().findings()).isEmpty();
  }

  @Test
  void aByteOrderMarkIsTolerated() {
    String text = "\uFEFF" + USERS + "\nu1,true,u1,A,B,\n";
    assertThat(users(text.getBytes(StandardCharsets.UTF_8)).getFirst().sourcedId()).isEqualTo("u1");
    String quoted =
        "\uFEFF\"sourcedId\",enabledUser,username,givenName,familyName\nu1,true,u1,A,B\n";
    assertThat(users(quoted.getBytes(StandardCharsets.UTF_8)).getFirst().sourcedId())
        .isEqualTo("u1");
  }

  @Test
  void linesCountFromTheHeaderOn() {
    List<Line> lines = users(USERS, "u1,true,u1,A,B,", "", "u2,true,u2,A,B,");
    assertThat(lines).extracting(Line::number).containsExactly(2L, 4L);
  }

  @Test
  void whatIsWrongIsNamedByColumn() {
    Line line = users(USERS, "u 1,maybe,,A,B,not-an-address").getFirst();
    assertThat(line.isRefused()).isTrue();
    assertThat(line.cells()).isEmpty();
    assertThat(line.findings())
        .extracting(Finding::line, Finding::column, Finding::code)
        .containsExactlyInAnyOrder(
            tuple(2L, "sourcedId", "format"),
            tuple(2L, "enabledUser", "format"),
            tuple(2L, "username", "required"),
            tuple(2L, "email", "format"));
  }

  @Test
  void aReportNeverRepeatsAValue() {
    Line line = users(USERS, "secret value,secret value,u,A,B,secret value").getFirst();
    assertThat(line.findings()).isNotEmpty();
    assertThat(line.findings().toString()).doesNotContain("secret");
  }

  @Test
  void wrongCaseIsUnderstoodAndRemarked() {
    LineReader reader =
        reader(
            RosterFile.USERS,
            "SourcedId,enabledUser,username,givenName,familyName\nu1,TRUE,u1,A,B\n"
                .getBytes(StandardCharsets.UTF_8));
    Line line = reader.next();
    assertThat(reader.remarks()).extracting(Finding::code).containsExactly("header-case");
    assertThat(line.isRefused()).isFalse();
    assertThat(line.cells()).containsEntry("enabledUser", "true");
    assertThat(line.findings()).extracting(Finding::code).containsExactly("value-case");
  }

  @Test
  void aMissingColumnRefusesTheFile() {
    Finding finding = refused("sourcedId,enabledUser,username,givenname2", "u1,true,u1,A");
    assertThat(finding.code()).isEqualTo("column-missing");
    assertThat(finding.detail()).contains("givenName", "familyName");
  }

  @Test
  void aColumnTwiceRefusesTheFile() {
    assertThat(refused(USERS + ",email", "u1,true,u1,A,B,,").code()).isEqualTo("column-twice");
  }

  @Test
  void aLineWithAnotherNumberOfFieldsIsRefusedAlone() {
    List<Line> lines = users(USERS, "u1,true,u1,A", "u2,true,u2,A,B,,,", "u3,true,u3,A,B,");
    assertThat(lines).extracting(Line::isRefused).containsExactly(true, true, false);
    assertThat(lines.getFirst().sourcedId()).as("still known who it is").isEqualTo("u1");
    assertThat(lines.get(1).findings()).extracting(Finding::code).containsExactly("field-count");
  }

  @Test
  void aQuoteThatNeverEndsRefusesTheFile() {
    Finding finding = refused(USERS, "u1,true,u1,\"A,B,", "u2,true,u2,A,B,");
    assertThat(finding.code()).isEqualTo("quoting");
    assertThat(finding.line()).isEqualTo(2);
  }

  @Test
  void aLineBreakInAFieldRefusesTheLine() {
    List<Line> lines = users(USERS, "u1,true,u1,\"A\nA\",B,", "u2,true,u2,A,B,");
    assertThat(lines).extracting(Line::isRefused).containsExactly(true, false);
    assertThat(lines.getFirst().findings()).extracting(Finding::code).contains("line-break");
  }

  @Test
  void anotherEncodingIsNamedByLine() {
    byte[] latin =
        (USERS + "\nu1,true,u1,Zoë,B,\nu2,true,u2,A,B,\n").getBytes(Charset.forName("ISO-8859-1"));
    List<Line> lines = users(latin);
    assertThat(lines).extracting(Line::isRefused).containsExactly(true, false);
    assertThat(lines.getFirst().findings())
        .extracting(Finding::column, Finding::code)
        .contains(tuple("givenName", "encoding"));
  }

  @Test
  void utf16RefusesTheFile() {
    byte[] utf16 = (USERS + "\nu1,true,u1,A,B,\n").getBytes(StandardCharsets.UTF_16LE);
    assertThat(refused(utf16).code()).isEqualTo("encoding");
  }

  @Test
  void anEmptyFileIsRefused() {
    assertThat(refused(new byte[0]).code()).isEqualTo("empty-file");
  }

  @Test
  void aFieldBeyondBoundsRefusesTheFile() {
    assertThat(refused(USERS, "u1,true,u1," + "x".repeat(200_000) + ",B,").code())
        .isEqualTo("quoting");
  }

  @Test
  void aDeltaIsRefusedAsSuch() {
    Finding finding =
        refused(
            "sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName",
            "u1,active,2026-09-01T00:00:00Z,true,u1,A,B");
    assertThat(finding.code()).isEqualTo("delta");
  }

  @Test
  void aCitizenNumberIsRefusedWhereverItStands() {
    String header = "sourcedId,enabledUser,username,userIds,givenName,familyName,identifier,phone";
    List<Line> lines =
        users(
            header,
            "u1,true,111222333,,A,B,,",
            "u2,true,u2,,A,B,111222333,",
            "u3,true,u3,{bsn:12},A,B,,",
            "111222333,true,u4,,A,B,,",
            "u5,true,u5,{local:5},A,B,111222334,111222333");
    assertThat(lines).extracting(Line::isRefused).containsExactly(true, true, true, true, false);
    assertThat(lines.get(2).findings())
        .extracting(Finding::column, Finding::code)
        .containsExactly(tuple("userIds", "citizen-number"));
  }

  @Test
  void aPasswordIsNotKept() {
    Line line =
        users(
                "sourcedId,enabledUser,username,givenName,familyName,password",
                "u1,true,u1,A,B,hunter2")
            .getFirst();
    assertThat(line.cells()).doesNotContainValue("hunter2");
  }
}
