package nl.tenzij.school.roster;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tenzij.ledger.privacy.ErasureEvent.Forgot;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.subscription.Projection;
import nl.tenzij.school.group.ClassEvent.ClassChanged;
import nl.tenzij.school.group.ClassEvent.ClassEnded;
import nl.tenzij.school.group.ClassEvent.ClassRegistered;
import nl.tenzij.school.group.Kind;
import nl.tenzij.school.group.Teaching;
import nl.tenzij.school.pupil.Enrolment;
import nl.tenzij.school.pupil.PupilEvent.PupilChanged;
import nl.tenzij.school.pupil.PupilEvent.PupilLeft;
import nl.tenzij.school.pupil.PupilEvent.PupilRegistered;

/**
 * Keeps who has a place in which class and when, pupils and teachers both, by ids; which classes
 * have pupils in common; and what the classes are called. Of a batch only the last word of a day on
 * each pupil and class is written. What the roster tells no more has ended on the day before, and
 * is kept apart for who asks of a day that has passed. Where many pupils come or change at once,
 * what their classes have in common is not counted with each batch, but is due: {@link
 * ClassMeetings} counts it. Nobody who is forgotten has a place, whatever the log still says of
 * them, and in which order.
 */
@ApplicationScoped
public class ClassPlaces implements Projection {

  public static final String NAME = "class-places";

  private static final String GIVING =
      " returning board, school, person, class, enrolment, first_day, last_day, own, told_on";
  // A school at a time: of a join the planner expects too little before it knows the table, and
  // then looks through the whole school for each of them.
  private static final String NO_PUPIL =
      "delete from class_place where board = $1 and school = $2 and person = any($3) and role = 'PUPIL'"
          + GIVING;
  private static final String NO_TEACHER =
      "delete from class_place where board = $1 and school = $2 and class = any($3) and role = 'TEACHER'"
          + GIVING;
  // Of some pupils, which of their classes meet in them and when. A place without a day has no end
  // there: greatest and least pass over a null. Their places are looked up once: joined with the
  // table they would be looked for in all of the school's, as long as the planner does not know it.
  private static final String MEETING =
      """
      insert into class_meeting as m (board, school, class, other, first_day, last_day, pupils)
      with their as materialized (
        select board, school, person, class, first_day, last_day from class_place
        where role = 'PUPIL' and %s)
      select a.board, a.school, a.class, b.class, coalesce(greatest(a.first_day, b.first_day), '-infinity'),
        coalesce(least(a.last_day, b.last_day), 'infinity'), %s count(*)
      from their a
      join their b on b.board = a.board and b.school = a.school and b.person = a.person
      group by 1, 2, 3, 4, 5, 6
      having coalesce(greatest(a.first_day, b.first_day), '-infinity') <= coalesce(least(a.last_day, b.last_day), 'infinity')
      order by 1, 2, 3, 4, 5, 6
      on conflict (board, school, class, other, first_day, last_day)
      do update set pupils = m.pupils + excluded.pupils
      """;
  private static final String OF_SCHOOL = "board = $1 and school = $2 and person = any($3)";
  private static final String PART = MEETING.formatted(OF_SCHOOL, "-");
  private static final String MEET = MEETING.formatted(OF_SCHOOL, "+");
  // Of many pupils at once, their classes are only noted: each would be counted on again and again.
  private static final String DUE =
      """
      insert into class_meeting_due (board, school, class, partition)
      select $1::text, $2::text, class, $4::smallint from unnest($3::text[]) class
      on conflict do nothing
      """;
  private static final int FEW = 200;
  private static final String NEVER_MET =
      "delete from class_meeting where board = $1 and school = $2 and pupils = 0";
  private static final String TAKE =
      """
      insert into class_place (board, school, role, person, class, enrolment, first_day, last_day, own, told_on)
      select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
        $7::date[], $8::date[], $9::boolean[], $10::date[])
        t (board, school, role, person, class, enrolment, first_day, last_day, own, told_on)
      where not exists (select from subject_key k
        where k.board = t.board and k.subject = t.person and k.forgotten_at is not null)
      """;
  private static final String KEEP =
      """
      insert into class_place_ended (board, school, role, person, class, first_day, last_day, own, told_on)
      select board, school, role, person, class, first_day, last_day, own, told_on
      from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
        $7::date[], $8::date[], $9::boolean[], $10::date[])
        e (board, school, role, person, class, enrolment, first_day, last_day, own, told_on)
      """;
  private static final String CLASSES =
      """
      insert into class_known (board, school, class, title, kind, subjects, running)
      select c.board, c.school, c.class, c.title, c.kind,
        array(select jsonb_array_elements_text(c.subjects::jsonb)), true
      from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
        c (board, school, class, title, kind, subjects)
      on conflict (board, school, class) do update set title = excluded.title,
        kind = excluded.kind, subjects = excluded.subjects, running = true, ended_on = null
      """;
  private static final String END =
      """
      update class_known k set running = false, ended_on = $4
      from unnest($1::text[], $2::text[], $3::text[]) gone (board, school, id)
      where k.board = gone.board and k.school = gone.school and k.class = gone.id
      """;
  // First from what is counted, by the places that go.
  private static final List<String> FORGET =
      List.of(
          MEETING.formatted("(board, person) in (table forgotten)", "-"),
          "delete from class_place where (board, person) in (table forgotten)",
          "delete from class_place_ended where (board, person) in (table forgotten)",
          "delete from class_meeting where pupils = 0 and board in (select board from forgotten)");

  @Inject RosterConfiguration configuration;

  private record Key(String board, String school, String id) implements Comparable<Key> {
    private static final Comparator<Key> BY_SCHOOL =
        Comparator.comparing(Key::board).thenComparing(Key::school).thenComparing(Key::id);

    static Key of(Recorded<?> recorded, String id) {
      return new Key(recorded.stream().board().id(), recorded.stream().school().id(), id);
    }

    /** What is called so at the same school. */
    Key with(String another) {
      return new Key(board, school, another);
    }

    @Override
    public int compareTo(Key other) {
      return BY_SCHOOL.compare(this, other);
    }
  }

  /**
   * @param toldOn when the roster told it first; null before that was kept
   */
  record Place(
      String person,
      String inClass,
      String enrolment,
      LocalDate first,
      LocalDate last,
      boolean own,
      LocalDate toldOn) {
    static Place of(String pupil, Enrolment at, LocalDate on) {
      return new Place(pupil, at.inClass(), at.id(), at.begin(), at.end(), false, on);
    }

    static Place of(String group, Teaching at, LocalDate on) {
      return new Place(at.staff(), group, at.id(), at.begin(), at.end(), at.primary(), on);
    }

    static Place of(Row row) {
      return new Place(
          row.getString("person"),
          row.getString("class"),
          row.getString("enrolment"),
          row.getLocalDate("first_day"),
          row.getLocalDate("last_day"),
          row.getBoolean("own"),
          row.getLocalDate("told_on"));
    }
  }

  private record Described(String title, Kind kind, List<String> subjects) {}

  /** The places that some have now; none where somebody left or something ended. */
  private static final class Told {
    private final Map<Key, List<Place>> now = new LinkedHashMap<>();
    private final Set<Key> unheardOf = new HashSet<>();

    void hear(Recorded<?> recorded, Key key, List<Place> places) {
      now.put(key, places);
      if (recorded.version() == 1) {
        unheardOf.add(key);
      }
    }

    /** Those of whom something may be known: of whom this is the first word, nothing is. */
    Set<Key> heardOf() {
      Set<Key> all = new LinkedHashSet<>(now.keySet());
      all.removeAll(unheardOf);
      return all;
    }
  }

  /** The last word of a day on each. */
  private static final class Words {
    private final LocalDate day;
    private final Told pupils = new Told();
    private final Told teachers = new Told();
    private final Map<Key, Described> classes = new LinkedHashMap<>();
    private final List<Key> ended = new ArrayList<>();
    private final List<Recorded<?>> forgotten = new ArrayList<>();

    Words(LocalDate day) {
      this.day = day;
    }

    void hear(Recorded<?> recorded) {
      switch (recorded.event()) {
        case PupilRegistered pupil -> pupil(recorded, pupil.pupil(), pupil.enrolments());
        case PupilChanged pupil -> pupil(recorded, pupil.pupil(), pupil.enrolments());
        case PupilLeft(String pupil) -> pupil(recorded, pupil, List.of());
        case ClassRegistered(var id, var title, var kind, _, var subjects, var by) ->
            schoolClass(recorded, id, new Described(title, kind, subjects), by);
        case ClassChanged(var id, var title, var kind, _, var subjects, var by) ->
            schoolClass(recorded, id, new Described(title, kind, subjects), by);
        case ClassEnded(String id) -> {
          Key key = Key.of(recorded, id);
          teachers.hear(recorded, key, List.of());
          classes.remove(key);
          ended.add(key);
        }
        case Forgot _ -> forgotten.add(recorded);
        default -> {
          // Nothing else is asked for.
        }
      }
    }

    private void pupil(Recorded<?> recorded, String pupil, List<Enrolment> enrolments) {
      pupils.hear(
          recorded,
          Key.of(recorded, pupil),
          enrolments.stream().map(at -> Place.of(pupil, at, day)).toList());
    }

    private void schoolClass(
        Recorded<?> recorded, String id, Described described, List<Teaching> by) {
      Key key = Key.of(recorded, id);
      teachers.hear(recorded, key, by.stream().map(at -> Place.of(id, at, day)).toList());
      classes.put(key, described);
      ended.remove(key);
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> tables() {
    return List.of(
        "class_place", "class_place_ended", "class_known", "class_meeting", "class_meeting_due");
  }

  @Override
  public List<String> removals() {
    return FORGET;
  }

  @Override
  public Set<Class<?>> events() {
    return Set.of(
        PupilRegistered.class,
        PupilChanged.class,
        PupilLeft.class,
        ClassRegistered.class,
        ClassChanged.class,
        ClassEnded.class,
        Forgot.class);
  }

  @Override
  public Uni<Void> handle(List<Recorded<?>> events, SqlConnection sql) {
    return Multi.createFrom()
        .iterable(byDay(events))
        .onItem()
        .transformToUniAndConcatenate(words -> take(words, events.getFirst().partition(), sql))
        .collect()
        .last();
  }

  private List<Words> byDay(List<Recorded<?>> events) {
    ZoneId zone = ZoneId.of(configuration.timeZone());
    List<Words> days = new ArrayList<>();
    for (Recorded<?> recorded : events) {
      LocalDate day = LocalDate.ofInstant(recorded.at(), zone);
      if (days.isEmpty() || !days.getLast().day.equals(day)) {
        days.add(new Words(day));
      }
      days.getLast().hear(recorded);
    }
    return days;
  }

  private Uni<Void> take(Words words, int partition, SqlConnection sql) {
    return pupils(sql, words.day, partition, words.pupils)
        .chain(() -> places(sql, "TEACHER", words.day, words.teachers))
        .chain(() -> describe(sql, words.classes))
        .chain(() -> end(sql, words.day, words.ended))
        .chain(() -> remove(words.forgotten, sql));
  }

  private static Uni<Void> pupils(SqlConnection sql, LocalDate day, int partition, Told told) {
    if (told.now.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Uni<Void> alone = ClassMeetings.alone(sql, partition);
    if (told.now.size() > FEW) {
      return alone
          .chain(() -> places(sql, "PUPIL", day, told))
          .chain(before -> due(sql, partition, before, told.now));
    }
    return alone
        .chain(() -> each(sql, PART, bySchool(told.heardOf())))
        .chain(() -> places(sql, "PUPIL", day, told))
        .chain(() -> each(sql, MEET, bySchool(told.now.keySet())))
        .chain(() -> each(sql, NEVER_MET, schools(told.now.keySet())))
        .replaceWithVoid();
  }

  /** The classes that they were in, and those that they are in now. */
  private static Uni<Void> due(
      SqlConnection sql, int partition, Map<Key, List<Place>> before, Map<Key, List<Place>> now) {
    Set<Key> classes =
        Stream.of(before, now)
            .flatMap(all -> all.entrySet().stream())
            .flatMap(of -> of.getValue().stream().map(place -> of.getKey().with(place.inClass())))
            .collect(Collectors.toCollection(TreeSet::new));
    List<Tuple> due =
        bySchool(classes).stream().map(each -> each.addShort((short) partition)).toList();
    return each(sql, DUE, due).replaceWithVoid();
  }

  /** Null where there is nothing to do. */
  private static Uni<RowSet<Row>> each(SqlConnection sql, String statement, List<Tuple> of) {
    return of.isEmpty()
        ? Uni.createFrom().nullItem()
        : sql.preparedQuery(statement).executeBatch(new ArrayList<>(of));
  }

  /**
   * @return those that were known before
   */
  private static Uni<Map<Key, List<Place>>> places(
      SqlConnection sql, String role, LocalDate day, Told told) {
    if (told.now.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return each(sql, role.equals("PUPIL") ? NO_PUPIL : NO_TEACHER, bySchool(told.heardOf()))
        .map(rows -> before(role, rows))
        .call(before -> replace(sql, role, Succession.of(before, told.now, day)));
  }

  private static Map<Key, List<Place>> before(String role, RowSet<Row> rows) {
    Map<Key, List<Place>> before = new HashMap<>();
    for (RowSet<Row> some = rows; some != null; some = some.next()) {
      for (Row row : some) {
        String id = row.getString(role.equals("PUPIL") ? "person" : "class");
        Key key = new Key(row.getString("board"), row.getString("school"), id);
        before.computeIfAbsent(key, none -> new ArrayList<>()).add(Place.of(row));
      }
    }
    return before;
  }

  private static Uni<Void> replace(SqlConnection sql, String role, Succession<Key> all) {
    Uni<?> taken = sql.preparedQuery(TAKE).execute(tuple(role, all.now()));
    return all.ended().isEmpty()
        ? taken.replaceWithVoid()
        : taken
            .chain(() -> sql.preparedQuery(KEEP).execute(tuple(role, all.ended())))
            .replaceWithVoid();
  }

  private static Tuple tuple(String role, Map<Key, List<Place>> places) {
    List<Key> keys = new ArrayList<>();
    List<Place> all = new ArrayList<>();
    places.forEach(
        (key, of) ->
            of.forEach(
                place -> {
                  keys.add(key);
                  all.add(place);
                }));
    return Tuple.tuple()
        .addArrayOfString(keys.stream().map(Key::board).toArray(String[]::new))
        .addArrayOfString(keys.stream().map(Key::school).toArray(String[]::new))
        .addArrayOfString(keys.stream().map(key -> role).toArray(String[]::new))
        .addArrayOfString(all.stream().map(Place::person).toArray(String[]::new))
        .addArrayOfString(all.stream().map(Place::inClass).toArray(String[]::new))
        .addArrayOfString(all.stream().map(Place::enrolment).toArray(String[]::new))
        .addArrayOfLocalDate(all.stream().map(Place::first).toArray(LocalDate[]::new))
        .addArrayOfLocalDate(all.stream().map(Place::last).toArray(LocalDate[]::new))
        .addArrayOfBoolean(all.stream().map(Place::own).toArray(Boolean[]::new))
        .addArrayOfLocalDate(all.stream().map(Place::toldOn).toArray(LocalDate[]::new));
  }

  private static Uni<Void> describe(SqlConnection sql, Map<Key, Described> classes) {
    if (classes.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<Described> all = List.copyOf(classes.values());
    return sql.preparedQuery(CLASSES)
        .execute(
            keys(List.copyOf(classes.keySet()))
                .addArrayOfString(all.stream().map(Described::title).toArray(String[]::new))
                .addArrayOfString(
                    all.stream().map(each -> each.kind().name()).toArray(String[]::new))
                .addArrayOfString(all.stream().map(ClassPlaces::subjects).toArray(String[]::new)))
        .replaceWithVoid();
  }

  private static String subjects(Described described) {
    return new JsonArray(described.subjects()).encode();
  }

  private static Uni<Void> end(SqlConnection sql, LocalDate day, List<Key> ended) {
    return ended.isEmpty()
        ? Uni.createFrom().voidItem()
        : sql.preparedQuery(END).execute(keys(ended).addLocalDate(day)).replaceWithVoid();
  }

  private static List<Tuple> schools(Set<Key> keys) {
    return keys.stream()
        .map(key -> new Key(key.board(), key.school(), ""))
        .distinct()
        .map(school -> Tuple.of(school.board(), school.school()))
        .toList();
  }

  private static List<Tuple> bySchool(Set<Key> keys) {
    Map<Key, List<String>> ids = new LinkedHashMap<>();
    for (Key key : keys) {
      Key school = new Key(key.board(), key.school(), "");
      ids.computeIfAbsent(school, none -> new ArrayList<>()).add(key.id());
    }
    List<Tuple> all = new ArrayList<>();
    ids.forEach(
        (school, of) ->
            all.add(
                Tuple.of(school.board(), school.school())
                    .addArrayOfString(of.toArray(String[]::new))));
    return all;
  }

  private static Tuple keys(List<Key> keys) {
    return Tuple.tuple()
        .addArrayOfString(keys.stream().map(Key::board).toArray(String[]::new))
        .addArrayOfString(keys.stream().map(Key::school).toArray(String[]::new))
        .addArrayOfString(keys.stream().map(Key::id).toArray(String[]::new));
  }
}
