package nl.tenzij.school.roster.process;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A roster of invented people, as large as one likes, written as a stream; the same each time. Per
 * pupil one and a half guardians and ten enrolments, per twenty pupils a class, per fifteen a
 * teacher.
 *
 * @param day later days differ in a thousandth of the users and of the enrolments
 */
record InventedRoster(String board, String school, int pupils, int day) {

  private static final int ENROLLED_IN = 10;
  private static final int CHANGED_ONE_IN = 1000;

  int guardians() {
    return pupils * 3 / 2;
  }

  int classes() {
    return Math.max(ENROLLED_IN, pupils / 20);
  }

  int teachers() {
    return Math.max(1, pupils / 15);
  }

  long lines() {
    return 2L * (pupils + guardians() + teachers())
        + (long) pupils * ENROLLED_IN
        + 2L * classes()
        + 4;
  }

  void write(Path zip) throws IOException {
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(zip), 1 << 16);
        ZipOutputStream out = new ZipOutputStream(file)) {
      out.setLevel(Deflater.BEST_SPEED);
      begin(out, "manifest.csv", this::manifest);
      begin(out, "orgs.csv", this::orgs);
      begin(out, "academicSessions.csv", this::sessions);
      begin(out, "courses.csv", this::courses);
      begin(out, "classes.csv", this::classes);
      begin(out, "users.csv", this::users);
      begin(out, "roles.csv", this::roles);
      begin(out, "enrollments.csv", this::enrollments);
    }
  }

  private interface Content {
    void write(BufferedWriter to) throws IOException;
  }

  private static void begin(ZipOutputStream out, String name, Content content) throws IOException {
    out.putNextEntry(new ZipEntry(name));
    BufferedWriter to =
        new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
    content.write(to);
    to.flush();
    out.closeEntry();
  }

  /** Twelve digits that tell nothing, as systems give out. */
  private static String id(char kind, long number) {
    long mixed = mix(kind * 1_000_003L + number);
    return kind + String.format("%012x", mixed & 0xffff_ffff_ffffL);
  }

  private static long mix(long value) {
    long z = value * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private static String name(long number) {
    String[] parts = {"ba", "de", "fi", "go", "ha", "jo", "ka", "li", "mo", "na", "pe", "ro"};
    long mixed = mix(number) & Long.MAX_VALUE;
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      name.append(parts[(int) (mixed % parts.length)]);
      mixed /= parts.length;
    }
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private boolean isChanged(long number) {
    return day > 0 && Math.floorMod(mix(number + 77L * day), CHANGED_ONE_IN) == 0;
  }

  private void manifest(BufferedWriter to) throws IOException {
    to.write("propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\n");
    for (String file :
        new String[] {
          "orgs", "academicSessions", "courses", "classes", "users", "roles", "enrollments"
        }) {
      to.write("file." + file + ",bulk\n");
    }
  }

  private void orgs(BufferedWriter to) throws IOException {
    to.write(
        "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId,metadata.tenzij.sector\n");
    to.write(board + ",,,The Board,district,40000,,\n");
    to.write(school + ",,,The School,school,00AA00," + board + ",VO\n");
  }

  private void sessions(BufferedWriter to) throws IOException {
    to.write(
        "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear\n");
    to.write("year,,,For ever,schoolYear,2020-08-01,2099-07-31,,2027\n");
  }

  private void courses(BufferedWriter to) throws IOException {
    to.write(
        "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes\n");
    to.write("course,,,year,Lessons,,," + school + ",Dutch,\n");
  }

  private void classes(BufferedWriter to) throws IOException {
    to.write(
        "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods\n");
    for (int i = 0; i < classes(); i++) {
      to.write(id('k', i) + ",,,Class " + i + ",3,course,,scheduled,," + school + ",year,,,\n");
    }
  }

  private void users(BufferedWriter to) throws IOException {
    to.write(
        "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns\n");
    for (int i = 0; i < pupils; i++) {
      String family = isChanged(i) ? name(i * 31L + day) : name(i * 31L);
      String agents = id('g', i);
      if (i % 2 == 0) {
        agents = "\"" + agents + "," + id('g', pupils + i / 2) + "\"";
      }
      user(to, id('p', i), name(i), family, "", agents, Integer.toString(1 + i % 6));
    }
    for (int i = 0; i < guardians(); i++) {
      String guardian = id('g', i);
      String at = isChanged(1_000_000_000L + i) ? "@example.net" : "@example.org";
      user(to, guardian, name(i * 7L), name(i * 13L), guardian + at, "", "");
    }
    for (int i = 0; i < teachers(); i++) {
      String teacher = id('t', i);
      user(to, teacher, name(i * 17L), name(i * 19L), teacher + "@example.org", "", "");
    }
  }

  private void user(
      BufferedWriter to,
      String id,
      String given,
      String family,
      String email,
      String agents,
      String grades)
      throws IOException {
    to.write(id + ",,,true," + id + ",," + given + "," + family + ",,," + email + ",,,");
    to.write(agents + "," + grades + ",,,,,," + school + ",\n");
  }

  private void roles(BufferedWriter to) throws IOException {
    to.write(
        "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId\n");
    for (int i = 0; i < pupils; i++) {
      role(to, id('p', i), "student");
    }
    for (int i = 0; i < guardians(); i++) {
      role(to, id('g', i), "parent");
    }
    for (int i = 0; i < teachers(); i++) {
      role(to, id('t', i), "teacher");
    }
  }

  private void role(BufferedWriter to, String user, String role) throws IOException {
    to.write("r" + user + ",,," + user + ",primary," + role + ",,," + school + ",\n");
  }

  private void enrollments(BufferedWriter to) throws IOException {
    to.write(
        "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\n");
    for (int i = 0; i < pupils; i++) {
      for (int j = 0; j < ENROLLED_IN; j++) {
        long number = (long) i * ENROLLED_IN + j;
        long other = isChanged(2_000_000_000L + number) ? 1 : 0;
        String in = id('k', (mix(i) % classes() + classes() + j + other * ENROLLED_IN) % classes());
        enrollment(to, id('e', number), in, id('p', i), "student");
      }
    }
    for (int i = 0; i < classes(); i++) {
      enrollment(to, id('f', i), id('k', i), id('t', i % teachers()), "teacher");
    }
  }

  private void enrollment(BufferedWriter to, String id, String in, String user, String role)
      throws IOException {
    to.write(id + ",,," + in + "," + school + "," + user + "," + role + ",,2026-08-01,\n");
  }
}
