package nl.tenzij.school.roster;

import io.smallrye.mutiny.Multi;
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
 * One push of an enrolment, a class or a session at a time, whichever process takes it: where an
 * enrolment stands, or who is in a class, is found in a list that follows the log, and two who look
 * at once would both find what was. Whoever has the turn holds no connection meanwhile, and keeps
 * it for as long as it takes; the turn of one that died passes.
 */
@ApplicationScoped
class PushTurns {

  private static final Duration TURN = Duration.ofSeconds(30);
  private static final Duration RENEWED = Duration.ofSeconds(2);
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
  private static final String RENEW =
      """
      update enrolment_push set until = clock_timestamp() + $5 * interval '1 ms'
      where board = $1 and school = $2 and enrolment = $3 and push = $4
      """;
  private static final String GIVE_BACK =
      "delete from enrolment_push where board = $1 and school = $2 and enrolment = $3 and push ="
          + " $4";

  @Inject Pool pool;

  /** Somebody else has the turn. */
  private static final class Taken extends RuntimeException {

    Taken() {
      super("somebody else has the turn", null, false, false);
    }
  }

  static String ofClass(String id) {
    return "class/" + id;
  }

  static String ofSession(String id) {
    return "session/" + id;
  }

  /**
   * Does it once it is this push's turn.
   *
   * @param of an enrolment's id, {@link #ofClass} or {@link #ofSession}
   * @return fails with {@link Refused} where that does not come, or is lost
   */
  <T> Uni<T> alone(At at, String of, Supplier<Uni<? extends T>> work) {
    UUID push = UUID.randomUUID();
    return take(at, of, push)
        .chain(
            () ->
                Uni.join()
                    .first(Uni.createFrom().deferred(work), this.<T>lost(at, of, push))
                    .toTerminate()
                    .onTermination()
                    .call(() -> giveBack(at, of, push)));
  }

  /**
   * Renews the turn. Whoever was held up for so long that another has it goes on no more: fails
   * then, and never ends otherwise.
   */
  private <T> Uni<T> lost(At at, String of, UUID push) {
    return Multi.createFrom()
        .ticks()
        .startingAfter(RENEWED)
        .every(RENEWED)
        .onOverflow()
        .drop()
        .onItem()
        .transformToUniAndConcatenate(tick -> isStill(at, of, push))
        .filter(still -> !still)
        .toUni()
        .onItem()
        .transformToUni(lost -> Uni.createFrom().failure(running()));
  }

  private Uni<Boolean> isStill(At at, String of, UUID push) {
    return pool.preparedQuery(RENEW)
        .execute(tuple(at, of, push).addDouble((double) TURN.toMillis()))
        .map(rows -> rows.rowCount() > 0)
        // It may be had again in time.
        .onFailure()
        .recoverWithItem(true);
  }

  private static Tuple tuple(At at, String of, UUID push) {
    return Tuple.of(at.board().id(), at.school().id(), of, push);
  }

  private static Refused running() {
    return new Refused("push-running", "another push of this is not done yet");
  }

  private Uni<Void> take(At at, String of, UUID push) {
    return pool.preparedQuery(TAKE)
        .execute(tuple(at, of, push).addDouble((double) TURN.toMillis()))
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
        .onFailure(PushTurns::hadNoTurn)
        .transform(late -> running())
        .replaceWithVoid();
  }

  /** Patience that ran out hands on what it met last, wrapped. */
  private static boolean hadNoTurn(Throwable failure) {
    return failure instanceof Taken || failure.getCause() instanceof Taken;
  }

  private Uni<Void> giveBack(At at, String of, UUID push) {
    return pool.preparedQuery(GIVE_BACK).execute(tuple(at, of, push)).replaceWithVoid();
  }
}
