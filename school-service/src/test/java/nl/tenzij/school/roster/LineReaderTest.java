package nl.tenzij.school.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nl.tenzij.school.roster.Finding.Weight;
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
  void aLineIsTakenWithoutWhatNeedNotBeThereAndCannotBeRead() {
    String language = "metadata.tenzij.language";
    List<Line> lines =
        users(
            USERS + ',' + language,
            "u1,true,u1,A,B,-,nl",
            "u2,true,u2,A,B,a@example.org; b@example.org,Nederlands",
            "u3,true,u3,A,B,,xx",
            "u4,maybe,u4,A,B,-,nl");
    assertThat(lines).extracting(Line::isRefused).containsExactly(false, false, false, true);
    assertThat(lines).extracting(Line::clean).containsOnly(false);
    assertThat(lines.stream().flatMap(line -> line.findings().stream()))
        .extracting(Finding::weight, Finding::line, Finding::column, Finding::code)
        .as("of each value")
        .containsExactlyInAnyOrder(
            tuple(Weight.REMARK, 2L, "email", "format"),
            tuple(Weight.REMARK, 3L, "email", "format"),
            tuple(Weight.REMARK, 3L, language, "format"),
            tuple(Weight.REMARK, 4L, language, "format"),
            tuple(Weight.REFUSAL, 5L, "enabledUser", "format"),
            tuple(Weight.REMARK, 5L, "email", "format"));
    assertThat(lines.getFirst().cells())
        .containsEntry(language, "nl")
        .containsEntry(Cells.UNREAD, "email")
        .doesNotContainKey("email");
    assertThat(lines.getLast().cells()).isEmpty();
  }

  @Test
  void whomItMayRestrictIsNotTakenWhereThatCannotBeRead() {
    String barred = "metadata.tenzij.barredAgentSourcedIds";
    Line line =
        users(USERS + ",agentSourcedIds," + barred, "u1,true,u1,A,B,,\"g1,g2\",g1 en g2")
            .getFirst();
    assertThat(line.isRefused()).isFalse();
    assertThat(line.cells()).doesNotContainKeys("agentSourcedIds", barred);
    assertThat(new Cells(line.cells()).isUnread("agentSourcedIds")).isTrue();
  }

  @Test
  void languagesInOtherWritingsAreUnderstood() {
    Map<String, String> written =
        Map.of(
            "nl-NL",
            "nl",
            "nl_NL",
            "nl",
            "NL",
            "nl",
            "nld",
            "nl",
            "eng",
            "en",
            "tur",
            "tr",
            "ara",
            "ar",
            "pol",
            "pl",
            "zh-Hans-CN",
            "zh");
    written.forEach(
        (value, code) -> {
          Line line =
              users(USERS + ",metadata.tenzij.language", "u1,true,u1,A,B,," + value).getFirst();
          assertThat(line.cells()).as(value).containsEntry("metadata.tenzij.language", code);
          assertThat(line.findings()).as(value).hasSize(1);
          assertThat(line.isRefused()).as(value).isFalse();
        });
  }

  @Test
  void whatDatabasesWriteForNoDayIsNoneWhereThereMayBeNone() {
    String lines =
        """
        sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate
        e1,k1,s,p1,student,ONWAAR,NULL,0000-00-00
        e2,k1,s,p1,student,,0000-00-00 00:00:00,null
        e3,k1,s,p1,student,,,31-08-2026
        """;
    LineReader reader = reader(RosterFile.ENROLLMENTS, lines.getBytes(StandardCharsets.UTF_8));
    assertThat(reader.next().cells())
        .containsEntry("primary", "false")
        .doesNotContainKeys("beginDate", "endDate");
    assertThat(reader.next().isRefused()).isFalse();
    assertThat(reader.next().isRefused()).as("the day on which a place is over").isTrue();
    assertThat(
            sessions(
                    "sourcedId,title,type,startDate,endDate,schoolYear",
                    "y,2026,term,NULL,2027-07-31,2027")
                .isRefused())
        .as("a term has one")
        .isTrue();
  }

  /** Erasing them would take the board's own keys. */
  @Test
  void nobodyIsCalledAsABoardsOwnKeyIs() {
    for (String name : List.of("roster-packages", "name-keys")) {
      assertThat(users(USERS, name + ",true,u1,A,B,").getFirst().findings())
          .extracting(Finding::column, Finding::code)
          .containsExactly(tuple("sourcedId", "format"));
    }
  }

  @Test
  void ofARefusedPlaceIsToldWhoseItIsUnlessByACitizenNumber() {
    String header =
        "sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role,beginDate,endDate\n";
    String lines = "e1,k1,s,p1,student,2026-13-01,\n111222333,k1,s,111222333,student,,\n";
    LineReader reader =
        reader(RosterFile.ENROLLMENTS, (header + lines).getBytes(StandardCharsets.UTF_8));
    Line unreadable = reader.next();
    assertThat(unreadable.isRefused()).isTrue();
    assertThat(unreadable.sourcedId()).isEqualTo("e1");
    assertThat(unreadable.cells())
        .containsOnly(Map.entry("userSourcedId", "p1"), Map.entry("classSourcedId", "k1"));
    Line forbidden = reader.next();
    assertThat(forbidden.isRefused()).isTrue();
    assertThat(forbidden.sourcedId()).isNull();
    assertThat(forbidden.cells()).containsOnly(Map.entry("classSourcedId", "k1"));
  }

  @Test
  void aPlaceThatEndsBeforeItBeginsIsRefused() {
    String lines =
        """
        sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role,beginDate,endDate
        e1,k1,s,p1,student,2026-11-02,2026-11-01
        e2,k1,s,p1,student,2026-11-02,20261102
        e3,k1,s,p1,student,,2026-11-01
        """;
    LineReader reader = reader(RosterFile.ENROLLMENTS, lines.getBytes(StandardCharsets.UTF_8));
    Line backwards = reader.next();
    assertThat(backwards.findings())
        .extracting(Finding::line, Finding::column, Finding::code)
        .containsExactly(tuple(2L, "endDate", "order"));
    assertThat(backwards.cells()).containsKey("userSourcedId").doesNotContainKey("endDate");
    assertThat(reader.next().isRefused()).as("one day").isFalse();
    assertThat(reader.next().isRefused()).isFalse();
  }

  @Test
  void someColumnsSpeakEvenWhereTheyAreEmpty() {
    String barred = "metadata.tenzij.barredAgentSourcedIds";
    Line said = users(USERS + ',' + barred, "u1,true,u1,A,B,,").getFirst();
    assertThat(said.cells()).containsEntry(barred, "").doesNotContainKey("email");
    assertThat(users(USERS, "u1,true,u1,A,B,").getFirst().cells()).doesNotContainKey(barred);
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
    List<Line> lines = users(USERS, "u1,true,u1,A", "u2,true,u2,A,B,,x,", "u3,true,u3,A,B,");
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
  void aDeltaSaysWhatBecameOfEachThing() {
    List<Line> lines =
        users(
            "sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName",
            "u1,active,2026-09-01T00:00:00Z,true,u1,A,B",
            "u2,ToBeDeleted,2026-09-01T00:00:00Z,true,u2,A,B",
            "u3,active,,true,u3,A,B",
            "u4,gone,2026-09-01T00:00:00Z,true,u4,A,B");
    assertThat(lines)
        .extracting(Line::status)
        .startsWith(Line.Status.ACTIVE, Line.Status.TO_BE_DELETED);
    assertThat(lines).extracting(Line::isRefused).containsExactly(false, false, true, true);
    assertThat(lines.get(2).findings())
        .extracting(Finding::column, Finding::code)
        .containsExactly(tuple("dateLastModified", "required"));
  }

  @Test
  void headersInAnotherSpellingAreUnderstood() {
    LineReader reader =
        reader(
            RosterFile.USERS,
            "Sourced ID,enabled_user,USERNAME,Given-Name,familyName\nu1,true,u1,A,B\n"
                .getBytes(StandardCharsets.UTF_8));
    assertThat(reader.next().cells())
        .containsEntry("sourcedId", "u1")
        .containsEntry("givenName", "A");
    assertThat(reader.remarks())
        .extracting(Finding::column, Finding::code)
        .containsExactlyInAnyOrder(
            tuple("sourcedId", "header-name"),
            tuple("enabledUser", "header-name"),
            tuple("username", "header-case"),
            tuple("givenName", "header-name"));
  }

  @Test
  void twoHeadersThatComeToTheSameRefuseTheFile() {
    assertThat(refused("sourced_id,Sourced ID,enabledUser,username,givenName,familyName").code())
        .isEqualTo("column-twice");
  }

  @Test
  void otherSeparatorsAreUnderstood() {
    for (String separator : List.of(";", "\t")) {
      LineReader reader =
          reader(
              RosterFile.USERS,
              ("\uFEFF" + USERS + "\r\nu1,true,u1,Zoë,\"A\",\r\n")
                  .replace(",", separator)
                  .getBytes(StandardCharsets.UTF_8));
      Line line = reader.next();
      assertThat(line.isRefused()).as("%s", line.findings()).isFalse();
      assertThat(line.cells()).containsEntry("givenName", "Zoë");
      assertThat(reader.remarks()).extracting(Finding::code).containsExactly("separator");
    }
  }

  @Test
  void blankFieldsBeyondTheHeaderAndBlankLinesSayNothing() {
    List<Line> lines =
        users(USERS, "u1,true,u1,A,B,,,", ",,,,,", "u2,true,u2,A,B,", "u3,true,u3,A,B,,, ");
    assertThat(lines).extracting(Line::sourcedId).containsExactly("u1", "u2", "u3");
    assertThat(lines).extracting(Line::isRefused).containsOnly(false);
    assertThat(lines).extracting(Line::clean).containsExactly(false, true, false);
    assertThat(lines.getFirst().findings())
        .extracting(Finding::code)
        .containsExactly("blank-fields");
    assertThat(lines.getLast().findings()).as("said once").isEmpty();
  }

  @Test
  void datesInOtherShapesOfIso8601AreUnderstood() {
    String header = "sourcedId,title,type,startDate,endDate,schoolYear";
    for (String day :
        List.of("20260831", "2026-08-31T00:00:00Z", "2026-08-31 00:00:00", "2026-08-31T08:30")) {
      Line line = sessions(header, "y,2026,term," + day + ",2027-07-31,2027");
      assertThat(line.isRefused()).as(day).isFalse();
      assertThat(line.cells()).as(day).containsEntry("startDate", "2026-08-31");
      assertThat(line.findings()).as(day).extracting(Finding::code).containsExactly("value-form");
    }
    for (String day :
        List.of("31-08-2026", "08/31/2026", "2026-08-31T22:00:00Z", "2026-02-30", "20260230")) {
      assertThat(sessions(header, "y,2026,term," + day + ",2027-07-31,2027").isRefused())
          .as(day)
          .isTrue();
    }
  }

  @Test
  void aTermThatEndsBeforeItBeginsIsRefused() {
    String header = "sourcedId,title,type,startDate,endDate,schoolYear";
    assertThat(sessions(header, "y,2026,term,2027-02-01,2027-01-29,2027").findings())
        .extracting(Finding::column, Finding::code, Finding::detail)
        .containsExactly(
            tuple(
                "endDate",
                "order",
                "comes after startDate: it is the first day that is not in the session"));
    assertThat(sessions(header, "y,2026,term,2027-02-01,2027-02-01,2027").findings())
        .as("on no day")
        .extracting(Finding::code)
        .containsExactly("order");
    assertThat(sessions(header, "y,2026,term,2027-02-01,2027-02-02,2027").isRefused()).isFalse();
  }

  private static Line sessions(String... lines) {
    byte[] content = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    return reader(RosterFile.ACADEMIC_SESSIONS, content).next();
  }

  @Test
  void aCitizenNumberIsRefusedInEveryFileAndColumn() {
    Line session =
        sessions(
            "sourcedId,title,type,startDate,endDate,schoolYear,metadata.note",
            "y,2026,term,2026-08-31,2027-07-31,2027,about 111222333");
    assertThat(session.findings())
        .extracting(Finding::column, Finding::code)
        .containsExactly(tuple("metadata.note", "citizen-number"));
    Line named =
        users("sourcedId,enabledUser,username,givenName,familyName,metadata.BSN", "u,true,u,A,B,7")
            .getFirst();
    assertThat(named.findings())
        .extracting(Finding::column, Finding::code)
        .containsExactly(tuple("metadata.BSN", "citizen-number"));
    byte[] orgs =
        "sourcedId,name,type,identifier\ns,School,school,111222333"
            .getBytes(StandardCharsets.UTF_8);
    assertThat(reader(RosterFile.ORGS, orgs).next().isRefused())
        .as("an organisation's own number looks the same")
        .isFalse();
    byte[] roles =
        "sourcedId,userSourcedId,roleType,role,orgSourcedId\nr,111222333,primary,student,s"
            .getBytes(StandardCharsets.UTF_8);
    assertThat(reader(RosterFile.ROLES, roles).next().isRefused()).isTrue();
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
  void whatIsNeverLookedAtIsSoUnderAnySpellingOfItsName() {
    for (String name : List.of("SMS", "Sms", "Phone", "pass-word", "Password", "PASSWORD")) {
      Line line =
          users(
                  "sourcedId,enabledUser,username,givenName,familyName," + name,
                  "u1,true,u1,A,B,111222333")
              .getFirst();
      assertThat(line.findings()).as(name).isEmpty();
      assertThat(line.cells()).as(name).doesNotContainValue("111222333");
    }
    byte[] orgs =
        "sourcedId,name,type,Identifier\ns,School,school,111222333"
            .getBytes(StandardCharsets.UTF_8);
    assertThat(reader(RosterFile.ORGS, orgs).next().isRefused()).isFalse();
  }

  @Test
  void aTitleMayHaveYearsAndNumbersInItButNoCitizenNumber() {
    String header = "sourcedId,Title,type,startDate,endDate,schoolYear";
    String rest = ",term,2026-08-31,2027-07-31,2027";
    for (String title :
        List.of("Semester 2025-2026 2", "2027-2028 / 7", "2028-2029 4", "Periode 20272028 4")) {
      assertThat(sessions(header, "t," + title + rest).isRefused()).as(title).isFalse();
    }
    for (String title : List.of("111222333", "Gesprek 111.222.333", "BSN111222333")) {
      assertThat(sessions(header, "t," + title + rest).findings())
          .as(title)
          .extracting(Finding::column, Finding::code)
          .containsExactly(tuple("Title", "citizen-number"));
    }
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
