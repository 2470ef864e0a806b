package nl.tenzij.school.search;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.guardian.Guardian;
import nl.tenzij.school.guardian.GuardianCommand;
import nl.tenzij.school.guardian.GuardianEvent;
import nl.tenzij.school.guardian.Guardians;
import nl.tenzij.school.pupil.Pupil;
import nl.tenzij.school.pupil.PupilCommand;
import nl.tenzij.school.pupil.PupilEvent;
import nl.tenzij.school.pupil.Pupils;
import nl.tenzij.school.staff.Staff;
import nl.tenzij.school.staff.StaffCommand;
import nl.tenzij.school.staff.StaffEvent;
import nl.tenzij.school.staff.StaffMembers;
import org.jboss.logging.Logger;

/**
 * Finds people by name. That somebody looked, and whom they found, is on record before they see it.
 */
@ApplicationScoped
public class PeopleSearch {

  private static final Logger LOG = Logger.getLogger(PeopleSearch.class);
  private static final int MOST = 50;

  private static final String FIND =
      """
      select n.kind, n.person from person_name n
      where n.board = $1 and n.school = $2 and n.kind = any ($3) and n.tokens @> $4
        and ($5::text is null or ($8 and n.mentor = $5) or exists (
          select 1 from class_place p
          join class_place t on t.board = p.board and t.school = p.school and t.class = p.class
            and t.role = 'TEACHER' and t.person = $5
          where p.board = n.board and p.school = n.school and p.person = n.person and p.role = 'PUPIL'
            and coalesce(p.first_day <= $6, true) and coalesce(p.last_day >= $6, true)
            and coalesce(t.first_day <= $6, true) and coalesce(t.last_day >= $6, true)))
      order by n.kind, n.person limit $7
      """;
  private static final String NOTE =
      """
      insert into people_search (id, board, school, searched_at, searched_by, role, reason, found)
      values ($1, $2, $3, $4, $5, $6, $7, $8)
      """;
  private static final String SEARCHES =
      """
      select id, searched_at, searched_by, role, reason, found from people_search
      where board = $1 and school = $2 and (searched_at, id) < ($3, $4)
      order by searched_at desc, id desc limit $5
      """;
  private static final String OVER = "delete from people_search where searched_at < $1";

  @Inject Pool pool;
  @Inject Clock clock;
  @Inject NameKeys keys;
  @Inject SearchConfiguration configuration;
  @Inject CommandHandler<PupilCommand, Pupil, PupilEvent> pupils;
  @Inject CommandHandler<GuardianCommand, Guardian, GuardianEvent> guardians;
  @Inject CommandHandler<StaffCommand, Staff, StaffEvent> staff;

  private Cancellable cleaning;

  /** Who looks, where, why, in which role. */
  public record Searcher(Board board, School school, String person, String role, Reason reason) {}

  /**
   * Among whom to look.
   *
   * @param of only among those whom this member of staff teaches on the day; empty for all
   * @param mentor whether also among those whom the member of staff was named mentor of
   */
  public record Among(Set<Kind> kinds, Optional<String> of, boolean mentor, LocalDate today) {}

  /** Somebody who was found. */
  public record Found(Kind kind, String person, String givenName, String familyName) {}

  /** A search that was done. */
  public record Search(
      UUID id, Instant at, String by, String role, Reason reason, List<String> found) {
    private static Search of(Row row) {
      return new Search(
          row.getUUID("id"),
          row.getOffsetDateTime("searched_at").toInstant(),
          row.getString("searched_by"),
          row.getString("role"),
          Reason.valueOf(row.getString("reason")),
          List.of(row.getArrayOfStrings("found")));
    }
  }

  private record Hit(Kind kind, String person) {}

  void begin(@Observes StartupEvent started) {
    cleaning =
        Multi.createFrom()
            .ticks()
            .every(Duration.ofHours(1))
            .onOverflow()
            .drop()
            .onItem()
            .transformToUniAndConcatenate(tick -> clean())
            .subscribe()
            .with(done -> {}, failure -> LOG.error("old searches stay", failure));
  }

  void end(@Observes ShutdownEvent stopping) {
    cleaning.cancel();
  }

  /** Removes what was kept long enough. */
  Uni<Void> clean() {
    OffsetDateTime before = clock.instant().minus(configuration.logKept()).atOffset(ZoneOffset.UTC);
    return pool.preparedQuery(OVER)
        .execute(Tuple.of(before))
        .replaceWithVoid()
        .onFailure()
        .invoke(failure -> LOG.warnf("old searches stay for now: %s", failure.getClass().getName()))
        .onFailure()
        .recoverWithNull();
  }

  /** Whether there is enough of a name to look for. */
  public static boolean isSearchable(String name) {
    return !Names.words(name).isEmpty();
  }

  /**
   * @param name a name or some beginnings of one
   * @return at most fifty, in order of kinds and ids
   */
  public Uni<List<Found>> search(Searcher searcher, Among among, String name) {
    List<String> words = Names.words(name);
    return keys.of(searcher.board())
        .chain(tokens -> hits(searcher, among, tokens.of(searcher.school(), words)))
        .chain(hits -> named(searcher, hits))
        .map(all -> all.stream().filter(each -> matches(words, each)).toList())
        .call(found -> note(searcher, found));
  }

  private Uni<List<Hit>> hits(Searcher searcher, Among among, Long[] tokens) {
    return pool.preparedQuery(FIND)
        .execute(
            Tuple.tuple()
                .addString(searcher.board().id())
                .addString(searcher.school().id())
                .addArrayOfString(among.kinds().stream().map(Kind::name).toArray(String[]::new))
                .addArrayOfLong(tokens)
                .addString(among.of().orElse(null))
                .addLocalDate(among.today())
                .addInteger(MOST)
                .addBoolean(among.mentor()))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> new Hit(Kind.valueOf(row.getString(0)), row.getString(1)))
                    .toList());
  }

  private Uni<List<Found>> named(Searcher searcher, List<Hit> hits) {
    return Multi.createFrom()
        .iterable(hits)
        .onItem()
        .transformToUniAndConcatenate(hit -> named(searcher.board(), searcher.school(), hit))
        .collect()
        .asList();
  }

  private Uni<Found> named(Board board, School school, Hit hit) {
    String id = hit.person();
    return switch (hit.kind()) {
      case PUPIL ->
          pupils
              .load(Pupils.stream(board, school, id))
              .map(known -> found(hit, known.state().givenName(), known.state().familyName()));
      case GUARDIAN ->
          guardians
              .load(Guardians.stream(board, school, id))
              .map(known -> found(hit, known.state().givenName(), known.state().familyName()));
      case STAFF ->
          staff
              .load(StaffMembers.stream(board, school, id))
              .map(known -> found(hit, known.state().givenName(), known.state().familyName()));
    };
  }

  private static Found found(Hit hit, Personal<String> given, Personal<String> family) {
    return new Found(hit.kind(), hit.person(), shown(given), shown(family));
  }

  private static String shown(Personal<String> value) {
    return value == null ? "" : value.value().orElse("");
  }

  /** Who changed the name or was forgotten in this moment does not match. */
  private static boolean matches(List<String> words, Found found) {
    return Names.match(words, found.givenName() + ' ' + found.familyName());
  }

  private Uni<Void> note(Searcher searcher, List<Found> found) {
    return pool.preparedQuery(NOTE)
        .execute(
            Tuple.tuple()
                .addUUID(UUID.randomUUID())
                .addString(searcher.board().id())
                .addString(searcher.school().id())
                .addOffsetDateTime(clock.instant().atOffset(ZoneOffset.UTC))
                .addString(searcher.person())
                .addString(searcher.role())
                .addString(searcher.reason().name())
                .addArrayOfString(found.stream().map(Found::person).toArray(String[]::new)))
        .replaceWithVoid();
  }

  /**
   * The searches at a school, newest first.
   *
   * @param before the moment and id that all of them come before
   */
  public Uni<List<Search>> searches(
      Board board, School school, Instant before, UUID beforeId, int most) {
    return pool.preparedQuery(SEARCHES)
        .execute(Tuple.of(board.id(), school.id(), before.atOffset(ZoneOffset.UTC), beforeId, most))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(Search::of).toList());
  }
}
