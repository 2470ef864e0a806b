package nl.tenzij.sanction.school;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.sanction.sanction.Sector;
import nl.tenzij.sanction.school.SchoolBook.Matter;
import nl.tenzij.sanction.school.SchoolBook.Since;
import nl.tenzij.sanction.school.SchoolBook.Told;

/**
 * Reads {@link SchoolBook}s. A book is kept in memory with its revision: who has read the revision
 * along with something else asks for no more than that, and never gets an older one.
 */
@ApplicationScoped
public class SchoolBooks {

  private static final int MOST_IN_MEMORY = 10_000;

  private static final String CHANGED =
      """
      insert into school_book as book (board, school, revision) values ($1, $2, 1)
      on conflict (board, school) do update set revision = book.revision + 1
      """;

  private static final String REVISION =
      "select revision from school_book where board = $1 and school = $2";

  // One statement, so that all of it is of one moment, and one row: what there are many of is read
  // once. A calendar ceased when the next was told.
  private static final String BOOK =
      """
      select b.revision, s.sector, s.time_zone, d.contacts::text as contacts,
        (select json_agg(p.rules order by p.sequence, p.version)
          from policy_known p
          where p.board = b.board and p.school = b.school and p.topic = 'PHONES')::text as policies,
        (select json_agg(json_build_object('at', c.told_at, 'calendar', c.calendar)
            order by c.sequence)
          from (
            select k.*, lead(k.told_at) over (order by k.sequence) as ceased
            from calendar_known k where k.board = b.board and k.school = b.school) c
          where c.ceased is null or c.ceased > $3)::text as calendars
      from school_book b
        left join school_known s on s.board = b.board and s.school = b.school
        left join contact_desk_known d on d.board = b.board and d.school = b.school
      where b.board = $1 and b.school = $2
      """;

  private static final SchoolBook EMPTY =
      new SchoolBook(
          Optional.empty(),
          SchoolZone.of(Optional.empty(), Optional.empty()),
          List.of(),
          List.of(),
          Map.of());

  private final ObjectMapper json;
  private final Clock clock;
  private final SchoolConfig config;
  private final Cache<Place, Kept> kept = Caffeine.newBuilder().maximumSize(MOST_IN_MEMORY).build();

  private record Place(Board board, School school) {}

  private record Kept(long revision, SchoolBook book) {}

  private record ToldCalendar(Optional<Instant> at, CalendarSet calendar) {
    private Told told(Shared parts) {
      return new Told(at, parts.of(calendar.toCalendar()));
    }
  }

  /** A calendar is mostly the one before it: what is equal in them is in memory once. */
  private static final class Shared {
    private final Map<Object, Object> parts = new HashMap<>();

    private Calendar of(Calendar calendar) {
      return new Calendar(
          calendar.zone(),
          same(calendar.week()),
          same(calendar.holidays()),
          same(calendar.otherHours().stream().map(this::same).toList()));
    }

    @SuppressWarnings("unchecked")
    private <T> T same(T part) {
      return (T) parts.computeIfAbsent(part, _ -> part);
    }
  }

  public SchoolBooks(ObjectMapper json, Clock clock, SchoolConfig config) {
    this.json = json;
    this.clock = clock;
    this.config = config;
  }

  /** Notes, in the transaction of a change to it, that the book is another one now. */
  Uni<Void> changed(Board board, School school, SqlConnection sql) {
    return sql.preparedQuery(CHANGED).execute(Tuple.of(board.id(), school.id())).replaceWithVoid();
  }

  /** The book as it is now. */
  public Uni<SchoolBook> book(Board board, School school, SqlClient sql) {
    return sql.preparedQuery(REVISION)
        .execute(Tuple.of(board.id(), school.id()))
        .chain(
            rows ->
                rows.size() == 0
                    ? Uni.createFrom().item(EMPTY)
                    : book(board, school, rows.iterator().next().getLong(0), sql));
  }

  /** The book at this revision or a later one. */
  public Uni<SchoolBook> book(Board board, School school, long revision, SqlClient sql) {
    Kept known = kept.getIfPresent(new Place(board, school));
    return known != null && known.revision() >= revision
        ? Uni.createFrom().item(known.book())
        : sql.preparedQuery(BOOK)
            .execute(Tuple.of(board.id(), school.id(), oldest()))
            .map(rows -> keep(new Place(board, school), rows));
  }

  private OffsetDateTime oldest() {
    return clock.instant().minus(config.calendarsKept()).atOffset(ZoneOffset.UTC);
  }

  private SchoolBook keep(Place place, RowSet<Row> rows) {
    if (rows.size() == 0) {
      return EMPTY;
    }
    Kept read = new Kept(rows.iterator().next().getLong("revision"), read(rows));
    return kept.asMap()
        .merge(place, read, (one, other) -> one.revision() > other.revision() ? one : other)
        .book();
  }

  private SchoolBook read(RowSet<Row> rows) {
    Row row = rows.iterator().next();
    Shared parts = new Shared();
    List<Told> calendars =
        all(row, "calendars", ToldCalendar[].class).map(each -> each.told(parts)).toList();
    Optional<Calendar> latest =
        calendars.isEmpty() ? Optional.empty() : Optional.of(calendars.getLast().calendar());
    ZoneId zone = SchoolZone.of(latest, text(row, "time_zone"));
    List<Since> policies =
        all(row, "policies", PolicyInForce[].class)
            .map(policy -> new Since(policy.from(), policy.in(zone)))
            .toList();
    return new SchoolBook(
        text(row, "sector").map(Sector::valueOf),
        zone,
        calendars,
        policies,
        text(row, "contacts").map(this::contacts).orElse(Map.of()));
  }

  /** Where a matter is named twice the first one counts. */
  private Map<Matter, Contact> contacts(String text) {
    Map<Matter, Contact> all = new EnumMap<>(Matter.class);
    for (ContactDeskSet.Desk desk : parse(text, ContactDeskSet.class).contacts()) {
      all.putIfAbsent(
          Matter.valueOf(desk.matter()), new Contact(Optional.of(desk.title()), desk.staff()));
    }
    return all;
  }

  private <T> Stream<T> all(Row row, String column, Class<T[]> type) {
    return text(row, column).stream().flatMap(text -> Stream.of(parse(text, type)));
  }

  private static Optional<String> text(Row row, String column) {
    return Optional.ofNullable(row.getString(column));
  }

  private <T> T parse(String text, Class<T> type) {
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException("something was kept that can't be read", broken);
    }
  }
}
