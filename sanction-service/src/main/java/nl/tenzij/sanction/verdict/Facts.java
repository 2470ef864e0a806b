package nl.tenzij.sanction.verdict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import nl.tenzij.sanction.incident.Device;
import nl.tenzij.sanction.incident.Place;
import nl.tenzij.sanction.sanction.Measure;
import nl.tenzij.sanction.sanction.SanctionPeriod;
import nl.tenzij.sanction.verdict.Exemption.Start;
import nl.tenzij.sanction.verdict.Exemption.Suspension;
import nl.tenzij.sanction.verdict.Exemption.Term;
import nl.tenzij.sanction.verdict.Exemption.Window;
import nl.tenzij.sanction.verdict.PupilFacts.Measured;

/**
 * Reads what verdicts rest on: one statement for one pupil as for a class, each part of it by an
 * index of its own. Most pupils have no measure, exemption or open use, so that most columns are
 * empty and nothing is taken apart.
 */
@ApplicationScoped
class Facts {

  /** For how long after the moment that was asked about what is found is all there is. */
  static final Duration HOLD = Duration.ofMinutes(10);

  // $1 board, $2 school, $3 pupils, pupil or class, $4 the moment, $5 and $6 the days around it
  // (the school's time zone is not known here), $7 who asks, or null where it does not matter whom
  // they teach, $8 today and $9 the day of the moment (in school hours it is the same day
  // everywhere). Who teaches a pupil now and asks about a day before taught them on that as well: a
  // pupil's past with others is not theirs. Who was whose mentor before is not kept. What is found
  // holds for HOLD after the moment, of that day.

  private static final String MEASURES =
      """
      json_agg(json_build_object(
        'measure', s.measure, 'from', s.from_day, 'until', s.until_day, 'said', s.confirmed_at,
        'ended', s.ended_at))
      """;

  private static final String MEASURED =
      """
      s.board = $1 and s.school = $2 and s.from_day is not null
        and s.status in ('CONFIRMED', 'RUNNING', 'AMENDED', 'SERVED', 'REVOKED')
        and (s.status <> 'REVOKED' or s.ended_at > $4)
        and s.measure in ('DEVICE_BAN', 'INTERNAL_SUSPENSION', 'SUSPENSION')
        and s.from_day <= $6 and s.until_day >= $5
      """;

  private static final String EXEMPTIONS =
      """
      json_agg(json_build_object(
        'moments', x.moments, 'subjects', x.subjects, 'places', x.places,
        'devices', x.devices, 'windows', x.windows,
        'contact', x.contact, 'contactLeft', is_forgotten($1, x.contact) or exists (
          select from staff_known g
          where g.board = $1 and g.school = $2 and g.staff = x.contact and not g.present),
        'from', x.from_day, 'said', x.said_at,
        'nextFrom', x.next_from, 'nextSaid', x.next_said, 'ended', x.ended_at,
        'suspensions', (
          select json_agg(json_build_object(
            'from', y.from_day, 'until', y.until_day, 'said', y.said_at, 'resumed', y.resumed_at))
          from exemption_suspended y
          where y.board = $1 and y.school = $2 and y.exemption = x.exemption
            and y.from_day <= $6 and y.until_day >= $5)))
      """;

  // With what ended on the day: it let the device in that morning.
  private static final String EXEMPTED =
      """
      x.board = $1 and x.school = $2 and x.moments is not null
        and (x.ended_at is null or x.ended_at > $4 - interval '1 day')
      """;

  private static final String USES =
      """
      json_agg(json_build_object(
        'teacher', u.teacher, 'devices', u.devices, 'from', u.from_at, 'until', u.closes_at))
      """;

  // One ends on the day it was opened: what ends later was not open yet.
  private static final String OPEN =
      """
      u.board = $1 and u.school = $2 and u.from_at <= $4 + interval '1 hour'
        and u.closes_at > $4 and u.closes_at <= $4 + interval '26 hours'
        and e.board = $1 and e.school = $2 and e.class = u.class
        and e.begins <= $9 and e.ends >= $9 and coalesce(e.since <= $9, true)
      """;

  private static final String REVISION =
      "(select b.revision from school_book b where b.board = $1 and b.school = $2) as revision";

  // Of the one class with a subject in which who asks has the pupil. It is looked for also where
  // the answer does not hang on it: else that would tell whose does.
  private static final String SUBJECT =
      """
      case when $7::text is not null then (
        select case when count(*) = 1 and max(cardinality(c.subjects)) = 1
          then max(c.subjects[1]) end
        from class_known c
        where c.board = $1 and c.school = $2 and cardinality(c.subjects) > 0
          and c.class in (
            select t.class from teaching_known t
              join enrolment_known e on e.board = $1 and e.school = $2 and e.class = t.class
                and e.pupil = k.pupil
            where t.board = $1 and t.school = $2 and t.staff = $7
              and t.begins <= $9 and t.ends >= $9
              and e.begins <= $9 and e.ends >= $9 and coalesce(e.since <= $9, true))) end""";

  private static final String OF_PUPILS = of("any($3::text[])", "null::text");

  // By an array PostgreSQL would plan the statement anew each time, which takes longer than to
  // read.
  private static final String OF_PUPIL = of("$3::text", SUBJECT);

  // Each part once for all of the class, not once for each pupil.
  private static final String OF_CLASS =
      """
      with member as materialized (
        select k.pupil, k.mentor, k.left_at from pupil_known k
        where k.board = $1 and k.school = $2 and (k.present or k.left_at > $4)
          and k.pupil = any(array(
            select i.pupil from enrolment_known i
            where i.board = $1 and i.school = $2 and i.class = $3::text
              and i.begins <= $9 and i.ends >= $9 and coalesce(i.since <= $9, true)))),
      measured as materialized (
        select s.pupil, %s::text as measures from sanction_overview s
        where %s and s.pupil = any(array(select pupil from member)) group by s.pupil),
      exempted as materialized (
        select x.pupil, %s::text as exemptions from exemption_known x
        where %s and x.pupil = any(array(select pupil from member)) group by x.pupil),
      open as materialized (
        select e.pupil, %s::text as uses from educational_use_view u, enrolment_known e
        where %s and e.pupil = any(array(select pupil from member)) group by e.pupil)
      select pupil, left_at, %s, measures, exemptions, uses,
        $7::text is null or coalesce(mentor = $7, false) or exists (
          select from teaching_known t
          where t.board = $1 and t.school = $2 and t.class = $3 and t.staff = $7
            and t.begins <= $8 and t.ends >= $8)
        and ($9 >= $8 or exists (
          select from teaching_known t
          where t.board = $1 and t.school = $2 and t.class = $3 and t.staff = $7
            and t.begins <= $9 and t.ends >= $9)) as taught,
        (select c.subjects[1] from class_known c
          where c.board = $1 and c.school = $2 and c.class = $3
            and cardinality(c.subjects) = 1) as subject
      from member left join measured using (pupil) left join exempted using (pupil)
        left join open using (pupil)
      order by pupil
      """
          .formatted(MEASURES, MEASURED, EXEMPTIONS, EXEMPTED, USES, OPEN, REVISION);

  private static final String CLASS =
      """
      select $4::text is null or exists (
          select from teaching_known t
          where t.board = $1 and t.school = $2 and t.class = $3 and t.staff = $4
            and t.begins <= $5 and t.ends >= $5) as taught
      from class_known where board = $1 and school = $2 and class = $3 and present
      """;

  private static final TypeReference<List<Told>> TOLD = new TypeReference<>() {};
  private static final TypeReference<List<Granted>> GRANTED = new TypeReference<>() {};
  private static final TypeReference<List<Opened>> OPENED = new TypeReference<>() {};

  private final Pool pool;
  private final ObjectMapper json;

  Facts(Pool pool, ObjectMapper json) {
    this.pool = pool;
    this.json = json;
  }

  /**
   * What was found.
   *
   * @param revision of the school's book, at least
   * @param subject of the class that was asked for, or in which who asks has the pupil that was,
   *     where it has one
   */
  record Found(long revision, Optional<String> subject, List<PupilFacts> pupils) {}

  private record Told(
      Measure measure,
      LocalDate from,
      LocalDate until,
      Optional<Instant> said,
      Optional<Instant> ended) {
    private Measured measured() {
      return new Measured(measure, new SanctionPeriod(from, until), said, ended);
    }
  }

  private record Granted(
      Set<Moment> moments,
      Set<String> subjects,
      Set<Place> places,
      Set<Device> devices,
      List<Window> windows,
      String contact,
      boolean contactLeft,
      LocalDate from,
      Optional<Instant> said,
      Optional<LocalDate> nextFrom,
      Optional<Instant> nextSaid,
      Optional<Instant> ended,
      Optional<List<Suspension>> suspensions) {

    private Exemption exemption() {
      return new Exemption(
          moments,
          subjects,
          places,
          devices,
          windows,
          contact,
          contactLeft,
          term(),
          suspensions.orElse(List.of()));
    }

    private Term term() {
      Optional<Start> next = nextFrom.map(day -> new Start(day, nextSaid));
      return new Term(new Start(from, said), next, ended);
    }
  }

  private record Opened(String teacher, Set<Device> devices, Instant from, Instant until) {
    private OpenUse use() {
      return new OpenUse(teacher, devices, from, until);
    }
  }

  /**
   * @param by who asks; empty where it does not matter whom they teach
   */
  Uni<Found> ofPupils(Asking asking, List<String> pupils, Optional<String> by, Instant now) {
    if (pupils.size() == 1) {
      return ofPupil(asking, pupils.getFirst(), by, now);
    }
    Tuple values = tuple(asking).addArrayOfString(pupils.toArray(String[]::new));
    return pool.preparedQuery(OF_PUPILS).execute(add(values, asking, by, now)).map(this::found);
  }

  /** As {@link #ofPupils}, of one. */
  Uni<Found> ofPupil(Asking asking, String pupil, Optional<String> by, Instant now) {
    Tuple values = tuple(asking).addString(pupil);
    return pool.preparedQuery(OF_PUPIL).execute(add(values, asking, by, now)).map(this::found);
  }

  Uni<Found> ofClass(Asking asking, String group, Optional<String> by, Instant now) {
    Tuple values = tuple(asking).addString(group);
    return pool.preparedQuery(OF_CLASS).execute(add(values, asking, by, now)).map(this::found);
  }

  /** Whether there is such a class, and it is for who asks to ask about. */
  Uni<Boolean> isClass(Asking asking, String group, Optional<String> by, Instant now) {
    Tuple values =
        tuple(asking).addString(group).addString(by.orElse(null)).addLocalDate(dayOf(now));
    return pool.preparedQuery(CLASS)
        .execute(values)
        .map(rows -> rows.size() > 0 && rows.iterator().next().getBoolean("taught"));
  }

  private static String of(String pupils, String subject) {
    return """
        select k.pupil, k.left_at, %s, %s as subject,
          $7::text is null or coalesce(k.mentor = $7, false) or exists (
            select from enrolment_known e
              join teaching_known t on t.board = $1 and t.school = $2 and t.class = e.class
                and t.staff = $7 and t.begins <= $8 and t.ends >= $8
            where e.board = $1 and e.school = $2 and e.pupil = k.pupil
              and e.begins <= $8 and e.ends >= $8)
          and ($9 >= $8 or exists (
            select from enrolment_known e
              join teaching_known t on t.board = $1 and t.school = $2 and t.class = e.class
                and t.staff = $7 and t.begins <= $9 and t.ends >= $9
            where e.board = $1 and e.school = $2 and e.pupil = k.pupil
              and e.begins <= $9 and e.ends >= $9 and coalesce(e.since <= $9, true))) as taught,
          (select %s from sanction_overview s where %s and s.pupil = k.pupil)::text as measures,
          (select %s from exemption_known x where %s and x.pupil = k.pupil)::text as exemptions,
          (select %s from educational_use_view u, enrolment_known e
            where %s and e.pupil = k.pupil)::text as uses
        from pupil_known k
        where k.board = $1 and k.school = $2 and (k.present or k.left_at > $4) and k.pupil = %s
        """
        .formatted(REVISION, subject, MEASURES, MEASURED, EXEMPTIONS, EXEMPTED, USES, OPEN, pupils);
  }

  private static Tuple tuple(Asking asking) {
    return Tuple.tuple().addString(asking.board().id()).addString(asking.school().id());
  }

  private static Tuple add(Tuple values, Asking asking, Optional<String> by, Instant now) {
    LocalDate day = dayOf(asking.at());
    return values
        .addOffsetDateTime(asking.at().atOffset(ZoneOffset.UTC))
        .addLocalDate(day.minusDays(1))
        .addLocalDate(day.plusDays(1))
        .addString(by.orElse(null))
        .addLocalDate(dayOf(now))
        .addLocalDate(day);
  }

  /** By which days are told apart here: in school hours it is the same one everywhere. */
  static LocalDate dayOf(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  private Found found(RowSet<Row> rows) {
    if (rows.size() == 0) {
      return new Found(0, Optional.empty(), List.of());
    }
    Row first = rows.iterator().next();
    Long revision = first.getLong("revision");
    return new Found(
        revision == null ? 0 : revision,
        Optional.ofNullable(first.getString("subject")),
        StreamSupport.stream(rows.spliterator(), false).map(this::facts).toList());
  }

  private PupilFacts facts(Row row) {
    return new PupilFacts(
        row.getString("pupil"),
        row.getBoolean("taught"),
        Optional.ofNullable(row.getOffsetDateTime("left_at")).map(OffsetDateTime::toInstant),
        list(row, "measures", TOLD).stream().map(Told::measured).toList(),
        list(row, "exemptions", GRANTED).stream().map(Granted::exemption).toList(),
        list(row, "uses", OPENED).stream().map(Opened::use).toList());
  }

  private <T> List<T> list(Row row, String column, TypeReference<List<T>> type) {
    String text = row.getString(column);
    if (text == null) {
      return List.of();
    }
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException("something was kept that can't be read", broken);
    }
  }
}
