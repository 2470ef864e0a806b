package nl.tenzij.local.figures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nl.tenzij.components.TestStack;
import nl.tenzij.ledger.testkit.Tokens;

/**
 * Schools as sanction-service knows them: rows that its consumers would have written, put in by SQL
 * in bulk. Each school has classes of thirty with a teacher each; a pupil is in one of them and in
 * a group of another kind. It has the policy, the calendar and the contact desk of the contract's
 * examples. One pupil in 23 has an exemption, one in 100 a running ban on bringing a device.
 *
 * @param database of the service
 */
record Country(String database, int schools) {

  static final int PUPILS_PER_SCHOOL = 288;
  static final int PUPILS_PER_CLASS = 30;

  /** Whole classes of a school; those left over are in a tenth. */
  private static final int CLASSES = PUPILS_PER_SCHOOL / PUPILS_PER_CLASS;

  private static final int SCHOOLS_PER_BOARD = 8;
  private static final int TEACHERS_ASKING = 2_000;
  private static final int PUPILS_ASKED = 20_000;
  private static final int SECONDS = 3_600;
  private static final String ASKED = "device=SMARTPHONE&place=CLASSROOM&moment=LESSON";

  private static final String BOARD = "'b' || s / " + SCHOOLS_PER_BOARD;
  private static final String EACH_SCHOOL = "generate_series(0, %d) s";
  private static final String EACH_PUPIL =
      EACH_SCHOOL + ", generate_series(0, " + (PUPILS_PER_SCHOOL - 1) + ") p";
  private static final String EACH_CLASS =
      EACH_SCHOOL + ", generate_series(0, " + 2 * CLASSES + ") c";
  private static final String THIS_YEAR = "current_date - 200, current_date + 200";

  long pupils() {
    return (long) schools * PUPILS_PER_SCHOOL;
  }

  /** Whole ones. */
  long classes() {
    return (long) schools * CLASSES;
  }

  void load() {
    try (Connection connection = connect();
        Statement sql = connection.createStatement()) {
      sql.execute("set synchronous_commit = off");
      insert(sql, "school_known", "'VO', 'Europe/Amsterdam', 1", EACH_SCHOOL);
      insert(sql, "school_book", "1", EACH_SCHOOL);
      insert(
          sql,
          "policy_known",
          "'policy', 1, 'PHONES', '2026-08-01T00:00:00Z', '" + policy() + "'::jsonb",
          EACH_SCHOOL);
      insert(sql, "calendar_known", "'" + example("calendar-set") + "'::jsonb, 1", EACH_SCHOOL);
      insert(
          sql,
          "contact_desk_known",
          "'" + example("contact-desk-set") + "'::jsonb, 1",
          EACH_SCHOOL);
      insert(sql, "pupil_known", "'p' || p, true, 1", EACH_PUPIL);
      insert(sql, "class_known", "'k' || c, true, array['subject-' || c], 1", EACH_CLASS);
      insert(sql, "teaching_known", "'k' || c, 't' || c, " + THIS_YEAR, EACH_CLASS);
      insert(
          sql,
          "enrolment_known",
          "'p' || p, 'k' || c, " + THIS_YEAR,
          EACH_PUPIL
              + ", lateral (values (p / %d), (%d + mod(p, %d))) as place (c)"
                  .formatted(PUPILS_PER_CLASS, CLASSES + 1, CLASSES));
      sql.execute(
          """
          insert into exemption_known (board, school, exemption, pupil, moments, subjects, places,
            devices, contact, from_day, sequence)
          select %s, 's' || s, gen_random_uuid(), 'p' || p, '{LESSON,TEST}', '{}', '{CLASSROOM}',
            '{}', 't0', current_date - 20, 1
          from %s where (s * %d + p) %% 23 = 0
          """
              .formatted(BOARD, EACH_PUPIL.formatted(schools - 1), PUPILS_PER_SCHOOL));
      sql.execute(
          """
          insert into sanction_overview (sanction, board, school, position, incident, pupil, status,
            measure, step, clause, from_day, until_day, proposed_at)
          select gen_random_uuid(), %s, 's' || s, 0, gen_random_uuid(), 'p' || p, 'RUNNING',
            'DEVICE_BAN', 2, '6', current_date - 5, current_date + 20, now() - interval '6 days'
          from %s where (s * %d + p) %% 100 = 1
          """
              .formatted(BOARD, EACH_PUPIL.formatted(schools - 1), PUPILS_PER_SCHOOL));
      sql.execute("vacuum analyze");
      sql.execute("checkpoint");
    } catch (SQLException refused) {
      throw new IllegalStateException(refused);
    }
  }

  private void insert(Statement sql, String table, String values, String from) throws SQLException {
    String columns =
        table.equals("pupil_known") ? " (board, school, pupil, present, sequence)" : "";
    sql.execute(
        "insert into %s%s select %s, 's' || s, %s from %s"
            .formatted(table, columns, BOARD, values, from.formatted(schools - 1)));
  }

  /** The contract's example, in force since the summer. */
  static String policy() {
    return example("policy-in-force")
        .replaceAll("2026-\\d\\d-\\d\\dT[0-9:]+", "2026-08-01T00:00:00");
  }

  private static String example(String event) {
    try {
      return Files.readString(
              TestStack.root()
                  .resolve(
                      "school-service/contract/examples/nl.tenzij.school." + event + ".v1.json"))
          .replace("'", "''");
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  Connection connect() throws SQLException {
    TestStack stack = TestStack.shared();
    return DriverManager.getConnection(
        stack.jdbcUrl(database), stack.postgresUser(), stack.postgresPassword());
  }

  /** What the database takes on disk, indexes and all. */
  long megabytes() {
    return number("select pg_database_size(current_database())") >> 20;
  }

  long number(String query) {
    try (Connection connection = connect();
        Statement sql = connection.createStatement();
        var found = sql.executeQuery(query)) {
      found.next();
      return found.getLong(1);
    } catch (SQLException refused) {
      throw new IllegalStateException(refused);
    }
  }

  /**
   * What the database's connections have used of the processors; one that was closed is left out.
   */
  double processorSeconds() {
    return ProcessHandle.allProcesses()
        .filter(each -> isConnection(each.pid()))
        .mapToDouble(each -> Program.processorSeconds(each.pid()))
        .sum();
  }

  private boolean isConnection(long pid) {
    try {
      String command = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
      return command.startsWith("postgres:") && command.contains(" " + database + " ");
    } catch (IOException gone) {
      return false;
    }
  }

  /**
   * A teacher of a class anywhere in the country.
   *
   * @param token of the teacher
   */
  record Teacher(int school, int group, String token) {

    private String at() {
      return "/api/v1/schools/s" + school;
    }

    String incidents() {
      return at() + "/incidents";
    }

    Question ofClass() {
      return new Question(at() + "/classes/k" + group + "/verdicts?" + ASKED, token);
    }

    Question ofPupil(Random any) {
      return new Question(at() + "/pupils/" + pupil(any) + "/verdict?" + ASKED, token);
    }

    /** One of the class. */
    String pupil(Random any) {
      return "p" + (group * PUPILS_PER_CLASS + any.nextInt(PUPILS_PER_CLASS));
    }
  }

  /** Teachers of different classes, as many as ask at once. */
  List<Teacher> teachers(Random any) {
    return any.ints(0, (int) classes())
        .distinct()
        .limit(Math.min(classes(), TEACHERS_ASKING))
        .mapToObj(number -> teacher(number / CLASSES, number % CLASSES))
        .toList();
  }

  private static Teacher teacher(int school, int group) {
    String token =
        Tokens.user("b" + school / SCHOOLS_PER_BOARD, "teacher")
            .with("sub", "sub-" + school + "-" + group)
            .with("person", "t" + group)
            .with("schools", List.of("teacher@s" + school))
            .with("exp", Instant.now().getEpochSecond() + SECONDS)
            .token();
    return new Teacher(school, group, token);
  }

  static List<Question> aboutPupils(List<Teacher> teachers, Random any) {
    List<Question> all = new ArrayList<>();
    while (all.size() < PUPILS_ASKED) {
      all.add(teachers.get(all.size() % teachers.size()).ofPupil(any));
    }
    return all;
  }

  static List<Question> aboutClasses(List<Teacher> teachers) {
    return teachers.stream().map(Teacher::ofClass).toList();
  }
}
