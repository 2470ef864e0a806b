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
  }

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
   * Closes those that are named, all or none: what is wrong with one, or with taking the device in,
   * is said before any is closed.
   *
   * @param custody as what the device is taken in
   * @param today when the school's day began
   */
  public Uni<Void> close(Said said, HandIn taking, StreamId custody, Instant today, Meta meta) {
    List<Saying> sayings = sayings(said, taking, custody, today);
    return custodies
        .loadAll(Stream.concat(Stream.of(custody), sayings.stream().map(Saying::custody)).toList())
        .invoke(
            found -> {
              sayings.forEach(each -> check(each, found.get(each.custody()).state(), taking));
              decider.decide(taking, found.get(custody).state());
            })
        .chain(() -> closeInTurn(sayings, meta));
  }

  private static List<Saying> sayings(Said said, HandIn taking, StreamId custody, Instant today) {
    Again again = new Again(custody.id(), taking.kept());
    var same = new TurnUp(taking.now(), taking.by(), today, Optional.of(again));
    var back = new TurnUp(taking.now(), taking.by(), today, Optional.empty());
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
