package nl.tenzij.sanction.custody;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tenzij.ledger.privacy.ErasureEvent.Forgot;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.subscription.Projection;
import nl.tenzij.sanction.custody.Custody.Status;
import nl.tenzij.sanction.custody.Custody.TurnedUp;
import nl.tenzij.sanction.custody.CustodyEvent.DeviceFoundHere;
import nl.tenzij.sanction.custody.CustodyEvent.DeviceHandedIn;
import nl.tenzij.sanction.custody.CustodyEvent.DeviceKeptTooLong;
import nl.tenzij.sanction.custody.CustodyEvent.DeviceReturned;
import nl.tenzij.sanction.custody.CustodyEvent.DeviceTurnedUp;
import nl.tenzij.sanction.custody.CustodyEvent.ReturnFellDue;
import nl.tenzij.sanction.custody.CustodyEvent.ReturnMoved;

/**
 * Keeps the list of what was handed in: {@link CustodyRow}. That of a forgotten pupil goes once it
 * is given back or turned up.
 */
@ApplicationScoped
public class CustodyOverview implements Projection {

  public static final String NAME = "custody-view";

  private static final String HANDED_IN =
      """
      insert into custody_view
        (custody, board, school, position, pupil, device, keeping, spot, taken_by, status,
         handed_in_at, due_at, look_at, out_of_hours)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'HELD', $10, $11, $11, $12)
      """;

  private static final String MOVED =
      "update custody_view set status = $2, look_at = $3 where custody = $1";

  private static final String DUE =
      "update custody_view set due_at = $2, look_at = $2 where custody = $1";

  private static final String RETURNED =
      """
      update custody_view
      set status = 'RETURNED', look_at = null, returned_at = $2, returned_to = $3
      where custody = $1
      """;

  private static final String TURNED_UP =
      """
      update custody_view
      set status = 'TURNED_UP', look_at = null,
        turned_up_at = $2, turned_up_by = $3, handed_in_again = $4
      where custody = $1
      """;

  private static final String FOUND_HERE =
      """
      update custody_view
      set status = 'OVERDUE', turned_up_at = null, turned_up_by = null, handed_in_again = null
      where custody = $1
      """;

  private static final String CLOSED_OF_THE_FORGOTTEN =
      "delete from custody_view where custody = $1 and is_forgotten(board, pupil)";

  private static final String FORGOT =
      """
      delete from custody_view
      where status in ('RETURNED', 'TURNED_UP') and (board, pupil) in (table forgotten)
      """;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> tables() {
    return List.of("custody_view");
  }

  @Override
  public List<String> removals() {
    return List.of(FORGOT);
  }

  @Override
  public Set<Class<?>> events() {
    return Stream.concat(
            Arrays.stream(CustodyEvent.class.getPermittedSubclasses()), Stream.of(Forgot.class))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Uni<Void> handle(List<Recorded<?>> events, SqlConnection sql) {
    return Projection.oneByOne(
        events,
        recorded ->
            recorded.event() instanceof Forgot
                ? remove(List.of(recorded), sql)
                : handle(recorded, (CustodyEvent) recorded.event(), sql));
  }

  private static Uni<Void> handle(Recorded<?> recorded, CustodyEvent event, SqlConnection sql) {
    return switch (event) {
      case DeviceHandedIn in -> handedIn(recorded, in, sql);
      case ReturnMoved moved ->
          sql.preparedQuery(DUE)
              .execute(Tuple.of(recorded.stream().id(), utc(moved.kept().due())))
              .replaceWithVoid();
      case ReturnFellDue due -> moved(recorded, Status.DUE, utc(due.kept().latest()), sql);
      case DeviceKeptTooLong _ -> moved(recorded, Status.OVERDUE, null, sql);
      case DeviceReturned back ->
          sql.preparedQuery(RETURNED)
              .execute(
                  Tuple.of(
                      recorded.stream().id(),
                      utc(back.handover().at()),
                      back.handover().to().name()))
              .chain(() -> closed(recorded, sql));
      case DeviceTurnedUp found -> turnedUp(recorded, found.turnedUp(), sql);
      case DeviceFoundHere _ ->
          sql.preparedQuery(FOUND_HERE).execute(Tuple.of(recorded.stream().id())).replaceWithVoid();
    };
  }

  private static Uni<Void> turnedUp(Recorded<?> recorded, TurnedUp found, SqlConnection sql) {
    UUID again = found.again().orElse(null);
    return sql.preparedQuery(TURNED_UP)
        .execute(Tuple.of(recorded.stream().id(), utc(found.at()), found.by(), again))
        .chain(() -> closed(recorded, sql));
  }

  private static Uni<Void> closed(Recorded<?> recorded, SqlConnection sql) {
    return sql.preparedQuery(CLOSED_OF_THE_FORGOTTEN)
        .execute(Tuple.of(recorded.stream().id()))
        .replaceWithVoid();
  }

  private static Uni<Void> handedIn(Recorded<?> recorded, DeviceHandedIn in, SqlConnection sql) {
    return sql.preparedQuery(HANDED_IN)
        .execute(
            Tuple.tuple()
                .addUUID(recorded.stream().id())
                .addString(recorded.stream().board().id())
                .addString(recorded.stream().school().id())
                .addLong(recorded.position())
                .addString(in.kept().pupil())
                .addString(in.kept().device().name())
                .addString(in.kept().keeping().name())
                .addString(in.kept().spot().orElse(null))
                .addString(in.by())
                .addOffsetDateTime(utc(in.at()))
                .addOffsetDateTime(utc(in.kept().due()))
                .addBoolean(in.outOfHours().orElse(false)))
        .replaceWithVoid();
  }

  private static Uni<Void> moved(
      Recorded<?> recorded, Status status, OffsetDateTime lookAt, SqlConnection sql) {
    return sql.preparedQuery(MOVED)
        .execute(Tuple.of(recorded.stream().id(), status.name(), lookAt))
        .replaceWithVoid();
  }

  private static OffsetDateTime utc(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}
