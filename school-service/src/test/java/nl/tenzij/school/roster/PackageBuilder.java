package nl.tenzij.school.roster;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes packages, good ones and others. */
public final class PackageBuilder {

  private final Map<String, byte[]> files = new LinkedHashMap<>();

  /** A small school of its own: one class, two pupils, three guardians, two of staff. */
  public static PackageBuilder small(String board, String school) {
    return new PackageBuilder()
        .file(
            "manifest.csv",
            "propertyName,value",
            "manifest.version,1.0",
            "oneroster.version,1.2",
            "file.orgs,bulk",
            "file.users,bulk",
            "file.roles,bulk",
            "file.classes,bulk",
            "file.courses,bulk",
            "file.academicSessions,bulk",
            "file.enrollments,bulk",
            "file.demographics,absent")
        .file(
            "orgs.csv",
            "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId,metadata.tenzij.sector",
            board + ",,,The Board,district,40000,,",
            school + ",,,\"School, the\",school,01AA00," + board + ",VO",
            "other-school,,,Other,school,01AB00," + board + ",PO")
        .file(
            "academicSessions.csv",
            "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear",
            "year,,,For ever,schoolYear,2000-01-01,2999-12-31,,2027")
        .file(
            "courses.csv",
            "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes",
            "c1,,,year,Dutch,,," + school + ",\"Dutch,Reading\",")
        .file(
            "classes.csv",
            "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods",
            "k1,,,3HV1,3,c1,3HV1,homeroom,," + school + ",year,,,",
            "k2,,,Far away,1,c1,,scheduled,,other-school,year,,,")
        .file(
            "users.csv",
            "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,primaryOrgSourcedId,metadata.tenzij.language,metadata.tenzij.uninformedAgentSourcedIds",
            "p1,,,true,p1,,Zoë,\"Jansen, van\",van,,,,,\"g1,g2\",3,," + school + ",,",
            "p2,,,true,p2,,Noa,Aydin,,,,,,g3,3,," + school + ",,g3",
            "g1,,,true,g1,,Ann,Jansen,,,ann@example.org,,,,,," + school + ",,",
            "g2,,,true,g2,,Fatma,Demir,,,fatma@example.org,,,,,," + school + ",tr,",
            "g3,,,true,g3,,Ali,Aydin,,,ali@example.org,,,,,," + school + ",ar,",
            "st1,,,true,st1,,Tim,Vos,,,tim@example.org,,,,,secret," + school + ",,",
            "st2,,,true,st2,,Hanna,Bos,,,hanna@example.org,,,,,," + school + ",,",
            "far,,,true,far,,Far,Away,,,,,,,,,other-school,,")
        .file(
            "roles.csv",
            "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId",
            "r1,,,p1,primary,student,,," + school + ",",
            "r2,,,p2,primary,student,,," + school + ",",
            "r3,,,g1,primary,parent,,," + school + ",",
            "r4,,,g2,primary,guardian,,," + school + ",",
            "r5,,,g3,primary,relative,,,other-school,",
            "r6,,,st1,primary,teacher,,," + school + ",",
            "r7,,,st2,primary,principal,,," + school + ",",
            "r8,,,far,primary,student,,,other-school,",
            "r9,,,st1,secondary,parent,,2020-01-01," + school + ",")
        .file(
            "enrollments.csv",
            "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate",
            "e1,,,k1," + school + ",p1,student,,,",
            "e2,,,k1," + school + ",p2,student,,,",
            "e3,,,k1," + school + ",st1,teacher,true,,",
            "e4,,,k2,other-school,far,student,,,");
  }

  /** With so many more, all in its class. */
  public PackageBuilder withPupils(String school, int pupils) {
    for (int i = 0; i < pupils; i++) {
      add("users.csv", "x%d,,,true,x%d,,Given,Family,,,,,,,3,,%s,,".formatted(i, i, school));
      add("roles.csv", "rx%d,,,x%d,primary,student,,,%s,".formatted(i, i, school));
      add("enrollments.csv", "ex%d,,,k1,%s,x%d,student,,,".formatted(i, school, i));
    }
    return this;
  }

  /** An empty delta, to add files to. */
  static PackageBuilder delta(String... files) {
    List<String> manifest =
        new ArrayList<>(
            List.of("propertyName,value", "manifest.version,1.0", "oneroster.version,1.2"));
    for (String file : files) {
      manifest.add("file." + file + ",delta");
    }
    return new PackageBuilder().file("manifest.csv", manifest.toArray(String[]::new));
  }

  PackageBuilder file(String name, String... lines) {
    return file(name, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  PackageBuilder file(String name, byte[] content) {
    files.put(name, content);
    return this;
  }

  PackageBuilder without(String name) {
    files.remove(name);
    return this;
  }

  PackageBuilder rename(String from, String to) {
    files.put(to, files.remove(from));
    return this;
  }

  /** Replaces a text in a file, wherever it stands. */
  PackageBuilder change(String name, String from, String to) {
    String before = new String(files.get(name), StandardCharsets.UTF_8);
    if (!before.contains(from)) {
      throw new IllegalArgumentException(name + " has no " + from);
    }
    return file(name, before.replace(from, to).getBytes(StandardCharsets.UTF_8));
  }

  /** With other people, classes and places, and all else as it is. */
  PackageBuilder ofOthers(String suffix) {
    files.replaceAll(
        (name, content) ->
            new String(content, StandardCharsets.UTF_8)
                .replaceAll("(?<=^|[,\"\n])((?:[pgerkc]|st)[0-9])(?=[,\"\n])", "$1-" + suffix)
                .getBytes(StandardCharsets.UTF_8));
    return this;
  }

  PackageBuilder without(String name, String lineStart) {
    List<String> lines = new ArrayList<>(lines(name));
    if (!lines.removeIf(line -> line.startsWith(lineStart))) {
      throw new IllegalArgumentException(name + " has no line " + lineStart);
    }
    return file(name, lines.toArray(String[]::new));
  }

  PackageBuilder add(String name, String... more) {
    List<String> lines = new ArrayList<>(lines(name));
    lines.addAll(List.of(more));
    return file(name, lines.toArray(String[]::new));
  }

  byte[] content(String name) {
    return files.get(name).clone();
  }

  private List<String> lines(String name) {
    return new String(files.get(name), StandardCharsets.UTF_8).lines().toList();
  }

  public byte[] zip() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}
