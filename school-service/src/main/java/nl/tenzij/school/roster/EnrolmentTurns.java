package nl.tenzij.school.roster;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.school.roster.RosterPush.At;

/**
 * One push of an enrolment's id at a time, whichever process takes it: where an id stands is found
 * in a list that follows the log, and two who look at once would both find it nowhere. Whoever has
 * the turn holds no connection meanwhile; the turn of one that died passes.
 */
@ApplicationScoped
class EnrolmentTurns {

  private static final Duration TURN = Duration.ofSeconds(30);
  private static final Duration AGAIN = Duration.ofMillis(20);
  private static final Duration AGAIN_AT_MOST = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final String TAKE =
      """
      insert into enrolment_push as p (board, school, enrolment, push, until)
      values ($1, $2, $3, $4, clock_timestamp() + $5 * interval '1 ms')
      on conflict (board, school, enrolment) do update set push = excluded.push, until = excluded.until
      where p.until < clock_timestamp()
      returning push
      """;
  private static final String GIVE_BACK =
      "delete from enrolment_push where board = $1 and school = $2 and enrolment = $3 and push = $4";

  @Inject Pool pool;

  /** Somebody else has the turn. */
  private static final class Taken extends RuntimeException {

    Taken() {
      super("somebody else has the turn", null, false, false);
    }
  }

  /**
   * Does it once it is this push's turn.
   *
   * @return fails with {@link Refused} where that does not come
   */
  <T> Uni<T> alone(At at, String enrolment, Supplier<Uni<? extends T>> work) {
    UUID push = UUID.randomUUID();
    return take(at, enrolment, push)
        .chain(
            () ->
                Uni.createFrom()
                    .deferred(work)
                    .onTermination()
                    .call(() -> giveBack(at, enrolment, push)));
  }

  private Uni<Void> take(At at, String enrolment, UUID push) {
    return pool.preparedQuery(TAKE)
        .execute(
            Tuple.of(at.board().id(), at.school().id(), enrolment, push, (double) TURN.toMillis()))
        .invoke(
            rows -> {
              if (rows.size() == 0) {
                throw new Taken();
              }
            })
        .onFailure(Taken.class)
        .retry()
        .withBackOff(AGAIN, AGAIN_AT_MOST)
        .expireIn(PATIENCE.toMillis())
        .onFailure(EnrolmentTurns::hadNoTurn)
        .transform(
            late -> new Refused("push-running", "another push of this enrolment is not done yet"))
        .replaceWithVoid();
  }

  /** Patience that ran out hands on what it met last, wrapped. */
  private static boolean hadNoTurn(Throwable failure) {
    return failure instanceof Taken || failure.getCause() instanceof Taken;
  }

  private Uni<Void> giveBack(At at, String enrolment, UUID push) {
    return pool.preparedQuery(GIVE_BACK)
        .execute(Tuple.of(at.board().id(), at.school().id(), enrolment, push))
        .replaceWithVoid();
  }
}
