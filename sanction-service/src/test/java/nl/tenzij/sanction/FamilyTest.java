package nl.tenzij.sanction;

import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.sanction.SchoolTells.Parent;
import nl.tenzij.sanction.family.Families;
import nl.tenzij.sanction.school.Schools;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose child a pupil is, is learned from the roster's events. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class FamilyTest {

  private static final String BOARD = "stichting-tenboom";
  private static final String CLASS = "k-3hv1";
  private static final Duration SOON = Duration.ofSeconds(20);

  private final String school = "school-" + UUID.randomUUID();

  @Inject Pool pool;
  @Inject Families families;
  @Inject Schools schools;

  private SchoolTells roster;

  @BeforeEach
  void begin() {
    roster = new SchoolTells();
  }

  @AfterEach
  void end() {
    roster.close();
  }

  @Test
  void theLastThatWasToldHolds() {
    told("p-ida", Parent.of("g-els"), new Parent("g-bas", false, true));
    told("p-jan", Parent.of("g-els"));
    assertThat(parents("p-ida")).containsExactly("g-bas without custody", "g-els");
    assertThat(children("g-els")).containsExactlyInAnyOrder("p-ida", "p-jan");

    told("p-ida", Parent.of("g-bas"), new Parent("g-cor", true, false));

    assertThat(parents("p-ida")).containsExactly("g-bas", "g-cor without contact");
    assertThat(children("g-els")).containsExactly("p-jan");
    told("p-jan");
    assertThat(children("g-els")).isEmpty();
  }

  /** As one that had been parked. */
  @Test
  void anOlderOneThatComesLateUndoesNothing() {
    told("p-ida", Parent.of("g-els"));
    pool.preparedQuery("update family_known set sequence = 9000000000 where school = $1")
        .executeAndAwait(Tuple.of(school));

    told("p-ida", Parent.of("g-bas"));

    assertThat(parents("p-ida")).containsExactly("g-els");
  }

  /** Contradictory, a roster gives what all of its lines give. */
  @Test
  void whoIsNamedTwiceHasWhatBothGive() {
    told("p-ida", Parent.of("g-els"), new Parent("g-els", false, true));

    assertThat(parents("p-ida")).containsExactly("g-els without custody");
  }

  @Test
  void whoseChildLeftIsTheParentStillAndIsToldNoMore() {
    told("p-ida", Parent.of("g-els"), new Parent("g-cor", true, false));
    assertThat(mayAsk("p-ida", "g-els")).isTrue();
    assertThat(mayAsk("p-ida", "g-cor")).as("may not be told").isFalse();
    assertThat(mayAsk("p-ida", "g-bas")).as("is another's").isFalse();

    roster.pupilLeft(BOARD, school, "p-ida");
    await()
        .until(
            () ->
                pool.preparedQuery("select from pupil_known where school = $1 and not present")
                        .executeAndAwait(Tuple.of(school))
                        .rowCount()
                    == 1);

    assertThat(children("g-els")).containsExactly("p-ida");
    assertThat(mayAsk("p-ida", "g-els")).isFalse();
  }

  @Test
  void ofAPupilWhoIsOfAgeNoParentAsks() {
    told("p-ida", Parent.of("g-els"));
    assertThat(mayAsk("p-ida", "g-els")).isTrue();

    handled(roster.childOfAge(BOARD, school, "p-ida", CLASS, Parent.of("g-els")));

    assertThat(mayAsk("p-ida", "g-els")).isFalse();
    assertThat(children("g-els")).as("staff decide on no own child").containsExactly("p-ida");
  }

  /** As by a version that took in people and rules, and knew of no age. */
  @Test
  void whoCameOfAgeBeforeItWasKeptIsOfAge() {
    told("p-ida", Parent.of("g-els"));
    pool.preparedQuery("update pupil_known set sequence = 9000000000 where school = $1")
        .executeAndAwait(Tuple.of(school));

    handled(roster.childOfAge(BOARD, school, "p-ida", CLASS, Parent.of("g-els")));

    assertThat(mayAsk("p-ida", "g-els")).isFalse();
    assertThat(
            schools.ofAge(new Board(BOARD), new School(school), "p-ida", pool).await().atMost(SOON))
        .isTrue();
  }

  private void told(String pupil, Parent... parents) {
    handled(roster.child(BOARD, school, pupil, CLASS, parents));
  }

  private void handled(UUID message) {
    for (String consumer : List.of("school-families", "school-people-and-rules")) {
      await()
          .until(
              () ->
                  pool.preparedQuery("select from handled where consumer = $1 and message = $2")
                          .executeAndAwait(Tuple.of(consumer, message.toString()))
                          .rowCount()
                      == 1);
    }
  }

  private List<String> parents(String pupil) {
    var rows =
        pool.preparedQuery(
                """
                select parent || case when custody then '' else ' without custody' end
                  || case when contact then '' else ' without contact' end as parent
                from parent_known where school = $1 and pupil = $2 order by 1
                """)
            .executeAndAwait(Tuple.of(school, pupil));
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> row.getString("parent"))
        .toList();
  }

  private Iterable<String> children(String person) {
    return families.children(new Board(BOARD), new School(school), person).await().atMost(SOON);
  }

  private boolean mayAsk(String pupil, String person) {
    return families
        .mayAsk(new Board(BOARD), new School(school), pupil, person)
        .await()
        .atMost(SOON);
  }
}
