package nl.tenzij.sanction.sanction;

import static nl.tenzij.ledger.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import nl.tenzij.ledger.runtime.Looking;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.testkit.ServiceStack;
import nl.tenzij.sanction.SetClock;
import nl.tenzij.sanction.sanction.SanctionCommand.ConfirmSanction;
import nl.tenzij.sanction.sanction.SanctionCommand.HoldHearing;
import nl.tenzij.sanction.sanction.SanctionCommand.ImposeSanction;
import nl.tenzij.sanction.sanction.SanctionCommand.ProposeSanction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** As many look for what is due as there are instances, and nobody says anything twice. */
@QuarkusTest
@QuarkusTestResource(ServiceStack.class)
class SanctionDaysTest {

  private static final LocalDate TUESDAY = LocalDate.of(2026, 11, 24);
  private static final Instant MORNING = Instant.parse("2026-11-24T08:00:00Z");
  private static final Actor HEAD = new Actor("st-hanna", Set.of(StaffRole.HEAD));
  private static final int LOOKERS = 6;

  private final Case on = new Case(UUID.randomUUID(), "p-due");
  private final StreamId stream =
      Sanctions.proposed(new Board("stichting-tenboom"), new School("school-due"), on, 1);

  @Inject SanctionDays days;
  @Inject SetClock clock;
  @Inject Pool pool;
  @Inject CommandHandler<SanctionCommand, Sanction, SanctionEvent> sanctions;

  @AfterEach
  void release() {
    clock.release();
  }

  @Test
  void severalThatLookAtOnceBeginAndEndASanctionOnce() {
    clock.set(MORNING.minus(Duration.ofDays(1)));
    confirmedForTuesday();
    untilListedAs("CONFIRMED");

    clock.set(MORNING);
    lookTogether();
    untilListedAs("RUNNING");
    clock.set(MORNING.plus(Duration.ofDays(1)));
    lookTogether();
    untilListedAs("SERVED");
    lookTogether();

    assertThat(events("sanction.begun.v1")).isOne();
    assertThat(events("sanction.served.v2")).isOne();
  }

  private void lookTogether() {
    Uni.join()
        .all(Stream.generate(days::look).limit(LOOKERS).toList())
        .andFailFast()
        .await()
        .atMost(Duration.ofSeconds(60));
  }

  private void confirmedForTuesday() {
    var proposal =
        new Proposal(Measure.DEVICE_BAN, Optional.empty(), "6", Optional.of(StaffRole.TEACHER));
    var heard =
        new Hearing(
            Hearing.Kind.PUPIL, MORNING.minus(Duration.ofDays(1)), "st-tim", Optional.empty());
    var period = new SanctionPeriod(TUESDAY, TUESDAY);
    Stream.of(
            new ProposeSanction(on, 2, proposal, "policy-1", 1, Optional.of(false)),
            new HoldHearing(heard, HEAD.roles(), heard.at(), heard.at(), Sector.VO),
            new ImposeSanction(
                HEAD, Optional.empty(), Optional.empty(), TUESDAY.minusDays(1), false),
            new ConfirmSanction(
                HEAD,
                period,
                Optional.empty(),
                Optional.empty(),
                Sector.VO,
                TUESDAY.minusDays(1),
                heard.at()))
        .forEach(
            command ->
                sanctions
                    .handle(stream, command, Looking.meta("test"))
                    .await()
                    .atMost(Duration.ofSeconds(60)));
  }

  private void untilListedAs(String status) {
    await()
        .untilAsserted(
            () ->
                assertThat(text("select status from sanction_overview where sanction = $1", stream))
                    .isEqualTo(status));
  }

  private String text(String query, StreamId of) {
    var rows = pool.preparedQuery(query).executeAndAwait(Tuple.of(of.id()));
    return rows.size() == 0 ? "" : rows.iterator().next().getString(0);
  }

  private long events(String type) {
    return pool.preparedQuery("select count(*) from event where stream = $1 and type = $2")
        .executeAndAwait(Tuple.of(stream.stored(), type))
        .iterator()
        .next()
        .getLong(0);
  }
}
