package nl.tenzij.sanction.custody;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Loaded;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.Invalid;
import nl.tenzij.sanction.custody.Custody.Kept;
import nl.tenzij.sanction.custody.Custody.Known;
import nl.tenzij.sanction.custody.CustodyCommand.Again;
import nl.tenzij.sanction.custody.CustodyCommand.HandIn;
import nl.tenzij.sanction.custody.CustodyCommand.TurnUp;

/**
 * What nobody entered as returned on an earlier day, when its pupil hands something in. Whether it
 * went back is for whoever sees the device to say: one may lie in a drawer while another comes in.
 */
@ApplicationScoped
public class TurningUp {

  /** How many are looked for; the latest. */
  private static final int MOST = 20;

  private static final String OPEN =
      """
      select custody from custody_view
      where board = $1 and school = $2 and pupil = $3 and handed_in_at < $4
        and status not in ('RETURNED', 'TURNED_UP')
      order by position desc limit $5
      """;

  private final Pool pool;
  private final CommandHandler<CustodyCommand, Custody, CustodyEvent> custodies;
  private final CustodyDecider decider = new CustodyDecider();

  public TurningUp(Pool pool, CommandHandler<CustodyCommand, Custody, CustodyEvent> custodies) {
    this.pool = pool;
    this.custodies = custodies;
  }

  /** A device in custody. */
  public record Open(UUID custody, Known known) {}

  /**
   * What is said of earlier ones when a device is taken in.
   *
   * @param sameAs that they are this device
   * @param wentBack that they went back
   */
  public record Said(Set<UUID> sameAs, Set<UUID> wentBack) {

    public boolean isNothing() {
      return sameAs.isEmpty() && wentBack.isEmpty();
    }

    /** Of those that are open the ones of which nothing is said. */
    public List<Open> without(List<Open> open) {
      return open.stream()
          .filter(each -> !sameAs.contains(each.custody()) && !wentBack.contains(each.custody()))
          .toList();
    }
  }

  /** With what device it is said: as what it is taken in, when and by whom. */
  private record Taken(StreamId custody, Kept kept, Instant at, String by) {}

  private record Saying(StreamId custody, String field, TurnUp command) {}

  /**
   * Those of a pupil that nobody entered as returned, newest first. The list says which there are,
   * the log whether they are open still.
   *
   * @param before only what was handed in before
   */
  public Uni<List<Open>> open(Board board, School school, String pupil, Instant before) {
    return pool.preparedQuery(OPEN)
        .execute(Tuple.of(board.id(), school.id(), pupil, before.atOffset(ZoneOffset.UTC), MOST))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> Custodies.stream(board, school, row.getUUID("custody")))
                    .toList())
        .chain(
            streams ->
                custodies
                    .loadAll(streams)
                    .map(found -> streams.stream().flatMap(each -> open(each, found)).toList()));
  }

  private static Stream<Open> open(StreamId stream, Map<StreamId, Loaded<Custody>> found) {
    return found.get(stream).state() instanceof Known known && known.status().isOpen()
        ? Stream.of(new Open(stream.id(), known))
        : Stream.empty();
  }

  /**
   * Whether all that are named can be closed, and the device be taken in: what is wrong with one is
   * said before any of that is done.
   *
   * @param custody as what the device is taken in
   * @param today when the school's day began
   */
  public Uni<Void> check(Said said, HandIn taking, StreamId custody, Instant today) {
    var saying = new Taken(custody, taking.kept(), taking.now(), taking.by());
    List<Saying> sayings = sayings(said, saying, today);
    return custodies
        .loadAll(Stream.concat(Stream.of(custody), sayings.stream().map(Saying::custody)).toList())
        .invoke(
            found -> {
              sayings.forEach(each -> check(each, found.get(each.custody()).state(), taking));
              decider.decide(taking, found.get(custody).state());
            })
        .replaceWithVoid();
  }

  /**
   * Closes those that are named, once the device is taken in: cut off before, nothing is closed for
   * a device that is not here. Done again it closes what is left.
   *
   * @param custody as what the device was taken in
   * @param today when the school's day began on which it was
   */
  public Uni<Void> close(Said said, StreamId custody, Known known, Instant today, Meta meta) {
    var taken = new Taken(custody, known.kept(), known.handedIn(), known.by());
    return closeInTurn(sayings(said, taken, today), meta);
  }

  private static List<Saying> sayings(Said said, Taken taken, Instant today) {
    StreamId custody = taken.custody();
    Again again = new Again(custody.id(), taken.kept());
    var same = new TurnUp(taken.at(), taken.by(), today, Optional.of(again));
    var back = new TurnUp(taken.at(), taken.by(), today, Optional.empty());
    return Stream.concat(
            said.sameAs().stream().map(each -> saying(custody, each, "sameAs", same)),
            said.wentBack().stream().map(each -> saying(custody, each, "wentBack", back)))
        .toList();
  }

  private static Saying saying(StreamId beside, UUID custody, String field, TurnUp command) {
    return new Saying(Custodies.stream(beside.board(), beside.school(), custody), field, command);
  }

  private void check(Saying saying, Custody state, HandIn taking) {
    if (!(state instanceof Known known) || !known.kept().pupil().equals(taking.kept().pupil())) {
      throw new Invalid(saying.field(), "unknown", "A device of this pupil that was handed in.");
    }
    decider.decide(saying.command(), known);
  }

  /** What somebody gave back in this very moment is closed: that stands. */
  private Uni<Void> closeInTurn(List<Saying> sayings, Meta meta) {
    return sayings.stream()
        .map(
            each ->
                custodies
                    .handle(each.custody(), each.command(), meta)
                    .replaceWithVoid()
                    .onFailure(Refused.class)
                    .recoverWithNull())
        .reduce(Uni.createFrom().voidItem(), (done, next) -> done.chain(() -> next));
  }
}
