package nl.tenzij.school.search;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tenzij.ledger.privacy.ErasureEvent.Forgot;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.subscription.Projection;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.guardian.GuardianEvent.GuardianChanged;
import nl.tenzij.school.guardian.GuardianEvent.GuardianLeft;
import nl.tenzij.school.guardian.GuardianEvent.GuardianRegistered;
import nl.tenzij.school.pupil.PupilEvent.PupilChanged;
import nl.tenzij.school.pupil.PupilEvent.PupilLeft;
import nl.tenzij.school.pupil.PupilEvent.PupilRegistered;
import nl.tenzij.school.staff.StaffEvent.StaffChanged;
import nl.tenzij.school.staff.StaffEvent.StaffLeft;
import nl.tenzij.school.staff.StaffEvent.StaffRegistered;

/**
 * Keeps who is at a school findable by name, and no names: see {@link NameTokens}. Who left or was
 * forgotten is found no more.
 */
@ApplicationScoped
public class PersonNames implements Projection {

  public static final String NAME = "person-names";

  private static final String KNOWN =
      """
      insert into person_name (board, school, kind, person, tokens, mentor)
      select board, school, kind, person, tokens::bigint[], mentor
      from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
        k (board, school, kind, person, tokens, mentor)
      on conflict (board, school, kind, person) do update set tokens = excluded.tokens, mentor = excluded.mentor
      """;
  private static final String GONE =
      "delete from person_name where board = $1 and school = $2 and kind = $3 and person = $4";
  private static final String FORGET =
      "delete from person_name where (board, person) in (table forgotten)";

  @Inject NameKeys keys;

  private record Key(Board board, School school, Kind kind, String person) {}

  /**
   * What the last event of a batch says; no name where somebody is gone.
   *
   * @param mentor of a pupil, null where none is named
   */
  private record Word(Key key, String name, String mentor) {
    Word mentoredBy(String staff) {
      return new Word(key, name, staff);
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> tables() {
    return List.of("person_name");
  }

  @Override
  public List<String> removals() {
    return List.of(FORGET);
  }

  @Override
  public Set<Class<?>> events() {
    return Set.of(
        PupilRegistered.class,
        PupilChanged.class,
        PupilLeft.class,
        GuardianRegistered.class,
        GuardianChanged.class,
        GuardianLeft.class,
        StaffRegistered.class,
        StaffChanged.class,
        StaffLeft.class,
        Forgot.class);
  }

  @Override
  public boolean looksIntoPersonal() {
    return true;
  }

  @Override
  public Uni<Void> handle(List<Recorded<?>> events, SqlConnection sql) {
    Map<Key, Word> last = new LinkedHashMap<>();
    List<Recorded<?>> forgotten = new ArrayList<>();
    for (Recorded<?> recorded : events) {
      if (recorded.event() instanceof Forgot) {
        forgotten.add(recorded);
      } else {
        word(recorded).forEach(word -> last.put(word.key(), word));
      }
    }
    return gone(sql, last).chain(() -> known(sql, last)).chain(() -> remove(forgotten, sql));
  }

  private static Stream<Word> word(Recorded<?> recorded) {
    return switch (recorded.event()) {
      case PupilRegistered(var id, var given, var family, _, _, _, var support, _) ->
          word(recorded, Kind.PUPIL, id, given, family)
              .map(word -> word.mentoredBy(support.mentor()));
      case PupilChanged(var id, var given, var family, _, _, _, var support, _) ->
          word(recorded, Kind.PUPIL, id, given, family)
              .map(word -> word.mentoredBy(support.mentor()));
      case PupilLeft(var id) -> word(recorded, Kind.PUPIL, id);
      case GuardianRegistered(var id, var given, var family, _, _) ->
          word(recorded, Kind.GUARDIAN, id, given, family);
      case GuardianChanged(var id, var given, var family, _, _) ->
          word(recorded, Kind.GUARDIAN, id, given, family);
      case GuardianLeft(var id) -> word(recorded, Kind.GUARDIAN, id);
      case StaffRegistered(var id, var given, var family, _, _) ->
          word(recorded, Kind.STAFF, id, given, family);
      case StaffChanged(var id, var given, var family, _, _) ->
          word(recorded, Kind.STAFF, id, given, family);
      case StaffLeft(var id) -> word(recorded, Kind.STAFF, id);
      default -> Stream.empty();
    };
  }

  /** A name that was forgotten by now is none. */
  @SafeVarargs
  private static Stream<Word> word(
      Recorded<?> recorded, Kind kind, String person, Personal<String>... names) {
    String name =
        Stream.of(names).flatMap(part -> part.value().stream()).collect(Collectors.joining(" "));
    var at = recorded.stream();
    return Stream.of(new Word(new Key(at.board(), at.school(), kind, person), name, null));
  }

  private static Uni<Void> gone(SqlConnection sql, Map<Key, Word> last) {
    List<Tuple> gone =
        last.values().stream()
            .filter(word -> word.name().isEmpty())
            .map(Word::key)
            .map(key -> key(key))
            .collect(Collectors.toCollection(ArrayList::new));
    return gone.isEmpty()
        ? Uni.createFrom().voidItem()
        : sql.preparedQuery(GONE).executeBatch(gone).replaceWithVoid();
  }

  private static Tuple key(Key key) {
    return Tuple.of(key.board().id(), key.school().id(), key.kind().name(), key.person());
  }

  private Uni<Void> known(SqlConnection sql, Map<Key, Word> last) {
    Map<Board, List<Word>> byBoard =
        last.values().stream()
            .filter(word -> !word.name().isEmpty())
            .collect(Collectors.groupingBy(word -> word.key().board()));
    return Multi.createFrom()
        .iterable(byBoard.entrySet())
        .onItem()
        .transformToUniAndConcatenate(
            of -> keys.of(of.getKey()).chain(tokens -> known(sql, of.getValue(), tokens)))
        .collect()
        .last();
  }

  private static Uni<Void> known(SqlConnection sql, List<Word> words, NameTokens tokens) {
    Tuple all =
        Tuple.tuple()
            .addArrayOfString(texts(words, word -> word.key().board().id()))
            .addArrayOfString(texts(words, word -> word.key().school().id()))
            .addArrayOfString(texts(words, word -> word.key().kind().name()))
            .addArrayOfString(texts(words, word -> word.key().person()))
            .addArrayOfString(texts(words, word -> tokens(word, tokens)))
            .addArrayOfString(texts(words, Word::mentor));
    return sql.preparedQuery(KNOWN).execute(all).replaceWithVoid();
  }

  /** As an array is written: there are none of unequal lengths in an array of arrays. */
  private static String tokens(Word word, NameTokens tokens) {
    return Stream.of(tokens.of(word.key().school(), Names.beginnings(word.name())))
        .map(String::valueOf)
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String[] texts(List<Word> words, Function<Word, String> part) {
    return words.stream().map(part).toArray(String[]::new);
  }
}
