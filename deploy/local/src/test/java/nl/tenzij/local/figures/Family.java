package nl.tenzij.local.figures;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A roster (OneRoster 1.2) of the demo's College Eén with one class of the demo's teacher Tim, in
 * which each pupil has one guardian; head, care coordinator and an expert are there, too.
 */
record Family(int pupils) {

  static final String BOARD = "stichting-tenboom";
  static final String SCHOOL = "college-een";

  static String pupil(int number) {
    return "p-" + number;
  }

  static String address(int number) {
    return "g-" + number + "@example.org";
  }

  byte[] zip() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      file(
          zip,
          "manifest.csv",
          "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\n"
              + "file.academicSessions,bulk\nfile.classes,bulk\nfile.courses,bulk\n"
              + "file.enrollments,bulk\nfile.orgs,bulk\nfile.roles,bulk\nfile.users,bulk\n");
      file(
          zip,
          "orgs.csv",
          "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId,metadata.tenzij.sector\n"
              + BOARD
              + ",,,Stichting Tenboom,district,40001,,\n"
              + SCHOOL
              + ",,,College Eén,school,01AA00,"
              + BOARD
              + ",VO\n");
      file(
          zip,
          "academicSessions.csv",
          "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear\n"
              + "sj-2026,,,For ever,schoolYear,2020-08-01,2099-07-31,,2027\n");
      file(
          zip,
          "courses.csv",
          "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes\n"
              + "c-1,,,sj-2026,Mentorles,,,college-een,,\n");
      file(
          zip,
          "classes.csv",
          "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods\n"
              + "k-1,,,3HV1,3,c-1,3HV1,homeroom,,college-een,sj-2026,,,\n");
      file(
          zip,
          "users.csv",
          "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns\n"
              + staff(
                  "st-%1$s,,,true,st-%1$s,,%1$s,Bakker,,,%1$s@example.org,,,,,,,,,,college-een,\n")
              + each("p-%1$d,,,true,p-%1$d,,Sam,Bos,,,,,,g-%1$d,3,,,,,,college-een,\n")
              + each("g-%1$d,,,true,g-%1$d,,Ali,Bos,,,g-%1$d@example.org,,,,,,,,,,college-een,\n"));
      file(
          zip,
          "roles.csv",
          "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId\n"
              + staff("r-%1$s,,,st-%1$s,primary,%2$s,,,college-een,\n")
              + each("r-p-%1$d,,,p-%1$d,primary,student,,,college-een,\n")
              + each("r-g-%1$d,,,g-%1$d,primary,parent,,,college-een,\n"));
      file(
          zip,
          "enrollments.csv",
          "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\n"
              + "e-tim,,,k-1,college-een,st-tim,teacher,true,,\n"
              + each("e-%1$d,,,k-1,college-een,p-%1$d,student,,,\n"));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /**
   * @param line with a name, and what the roster calls that person
   */
  private static String staff(String line) {
    return line.formatted("tim", "teacher")
        + line.formatted("hanna", "principal")
        + line.formatted("cora", "counselor")
        + line.formatted("eva", "counselor");
  }

  private String each(String line) {
    return IntStream.range(0, pupils).mapToObj(line::formatted).collect(Collectors.joining());
  }

  private static void file(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }
}
