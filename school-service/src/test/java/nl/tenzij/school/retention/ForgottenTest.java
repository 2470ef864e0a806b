package nl.tenzij.school.retention;

import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import nl.tenzij.ledger.privacy.Erasures;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.store.EventStore;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.subscription.Subscriptions;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.testkit.Patience;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.school.PushedSchool;
import nl.tenzij.school.group.ClassEvent.ClassChanged;
import nl.tenzij.school.group.Classes;
import nl.tenzij.school.group.Kind;
import nl.tenzij.school.group.Teaching;
import nl.tenzij.school.pupil.Enrolment;
import nl.tenzij.school.pupil.Guardianship;
import nl.tenzij.school.pupil.PupilEvent.PupilChanged;
import nl.tenzij.school.pupil.Pupils;
import nl.tenzij.school.pupil.Support;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sam was at two schools of a board, left both and is forgotten, and so are his guardian and his
 * teacher. Lists that are filled anew take the schools' parts of the log in one after the other.
 */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class ForgottenTest {

  private static final Meta META =
      new Meta("test", "test", new UUID(0, 1), null, new UUID(0, 2), null);
  private static final List<String> PEOPLE = List.of("sam", "fatma", "tim");

  /** Where somebody's id stands, and in what. */
  private static final List<String> PLACES =
      List.of(
          "class_place where person",
          "class_place_ended where person",
          "roster_member where id",
          "person_name where person",
          "guardianship where pupil",
          "guardianship where guardian");

  @Inject DataSource database;
  @Inject EventStore store;
  @Inject Erasures erasures;
  @Inject Subscriptions subscriptions;

  private final String board = "board-" + UUID.randomUUID();

  private PushedSchool school(int partition) {
    return Stream.generate(() -> "school-" + UUID.randomUUID())
        .filter(each -> store.partition(new Board(board), new School(each)) == partition)
        .map(each -> new PushedSchool(board, each))
        .findFirst()
        .orElseThrow();
  }

  private long one(String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql.formatted(board))) {
      row.next();
      return row.getLong(1);
    } catch (SQLException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private void execute(String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql.formatted(board));
    } catch (SQLException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private long rows(String place) {
    return one(
        "select count(*) from "
            + place
            + " in ('"
            + String.join("', '", PEOPLE)
            + "') and board = '%s'");
  }

  private void anew() {
    for (String list : List.of("class-places", "roster-members", "person-names")) {
      subscriptions.rebuild(list).collect().last().await().atMost(Duration.ofSeconds(60));
    }
  }

  private void forget(String person, String school) throws Throwable {
    VertxContextSupport.subscribeAndAwait(
        () -> erasures.forget(new Board(board), new School(school), person, META));
  }

  private static void fill(PushedSchool at) {
    at.staff("tim", "Tim", "Visser").guardian("fatma", "Fatma", "Demir");
    at.pupil("sam", "Sam", "Demir", Map.of(), "fatma").pupil("noa", "Noa", "Aydin", Map.of());
    at.schoolClass("home", "homeroom").schoolClass("dutch", "scheduled");
    at.enrol("tim", "home", "teacher")
        .enrol("sam", "home", "student")
        .enrol("sam", "dutch", "student");
    at.enrol("noa", "home", "student").enrol("noa", "dutch", "student");
  }

  /** What was told so far was told some days ago. */
  private void daysPass() {
    execute(
        """
        begin;
        set local session_replication_role = replica;
        update event set recorded_at = recorded_at - interval '9 days' where board = '%s';
        commit""");
  }

  private static void leave(PushedSchool at) {
    for (String person : PEOPLE) {
      at.delete("/users/" + person);
    }
  }

  @ParameterizedTest
  @CsvSource({"9, 2", "2, 9"})
  void nobodyComesBackWithAListThatIsFilledAnew(int first, int second) throws Throwable {
    PushedSchool left = school(first);
    PushedSchool last = school(second);
    fill(left);
    fill(last);
    daysPass();
    anew();
    leave(left);
    leave(last);
    for (String place : List.of("class_place_ended where person", "roster_member where id")) {
      await().until(() -> rows(place) > 0);
    }

    for (String person : PEOPLE) {
      forget(person, last.school);
    }
    for (String place : PLACES) {
      await().until(() -> rows(place) == 0);
    }
    anew();

    for (String place : PLACES) {
      assertThat(rows(place)).as(place).isZero();
    }
    assertThat(one("select count(*) from class_place where person = 'noa' and board = '%s'"))
        .isEqualTo(4);
    assertThat(one("select count(*) from roster_member where id = 'noa' and board = '%s'"))
        .isEqualTo(2);
    assertThat(one("select count(*) from class_meeting where pupils <> 1 and board = '%s'"))
        .isZero();
    assertThat(one("select count(*) from class_meeting where board = '%s'")).isEqualTo(8);

    namedAgain(left.school);
    for (String place : PLACES) {
      assertThat(rows(place)).as(place).isZero();
    }
  }

  /** A class names its teachers and a pupil the guardians, whoever that is. */
  private void namedAgain(String school) {
    Board of = new Board(board);
    ClassChanged home =
        new ClassChanged(
            "home",
            "Class home",
            Kind.HOMEROOM,
            List.of(),
            List.of(),
            List.of(Teaching.by("tim"), Teaching.by("eva")));
    PupilChanged noa =
        new PupilChanged(
            "noa",
            Personal.of("noa", "Noa"),
            Personal.of("noa", "Aydin"),
            null,
            List.of(new Guardianship("fatma", "nl"), new Guardianship("piet", "nl")),
            List.of(Enrolment.in("home")),
            Support.NONE);
    append(Classes.stream(of, new School(school), "home"), home);
    append(Pupils.stream(of, new School(school), "noa"), noa);
    await()
        .until(
            () ->
                one("select count(*) from class_place where person = 'eva' and board = '%s'") == 1);
    await()
        .until(
            () ->
                one("select count(*) from guardianship where guardian = 'piet' and board = '%s'")
                    == 1);
  }

  private void append(StreamId stream, Object event) {
    int version =
        (int)
            one(
                "select max(version) from event where board = '%s' and stream = '"
                    + stream.stored()
                    + "' and school = '"
                    + stream.school().id()
                    + "'");
    store.append(stream, version, List.of(event), META).await().atMost(Patience.LONG);
  }
}
