package nl.tenzij.school.roster;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.privacy.SubjectForgotten;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.school.group.ClassCommand;
import nl.tenzij.school.group.ClassEvent;
import nl.tenzij.school.group.Classes;
import nl.tenzij.school.group.RosterClass;
import nl.tenzij.school.guardian.Guardian;
import nl.tenzij.school.guardian.GuardianCommand;
import nl.tenzij.school.guardian.GuardianEvent;
import nl.tenzij.school.guardian.Guardians;
import nl.tenzij.school.organisation.RegisteredSchool;
import nl.tenzij.school.organisation.SchoolCommand;
import nl.tenzij.school.organisation.SchoolCommand.RegisterSchool;
import nl.tenzij.school.organisation.SchoolEvent;
import nl.tenzij.school.organisation.Schools;
import nl.tenzij.school.organisation.Sector;
import nl.tenzij.school.pupil.Pupil;
import nl.tenzij.school.pupil.PupilCommand;
import nl.tenzij.school.pupil.PupilEvent;
import nl.tenzij.school.pupil.Pupils;
import nl.tenzij.school.staff.Staff;
import nl.tenzij.school.staff.StaffCommand;
import nl.tenzij.school.staff.StaffEvent;
import nl.tenzij.school.staff.StaffMembers;

/**
 * Enters what the lines say into the log, a page at a time: each thing by itself, many at once, and
 * each line's outcome noted, so that a restart goes on where it was. Where an enrolment was
 * refused, whom or what it names, and everybody if that can't be read, keeps the places that were
 * known.
 */
@ApplicationScoped
class Entering {

  private static final int PAGE = 500;
  private static final int AT_ONCE = 16;

  private static final String SCHOOL =
      """
      select line, id, cells from roster_line
      where import = $1 and file = 'orgs' and id = $2 and outcome is null
      """;

  private static final String PERSONS =
      """
      select u.line, u.id, u.cells,
        not exists (select 1 from roster_line e where e.import = u.import and e.file = 'enrollments'
          and e.outcome = 'REFUSED' and coalesce(e.user_id, u.id) = u.id) as enrolments_read,
        array(select distinct r.role from roster_line r where r.import = u.import and r.file = 'roles'
          and r.user_id = u.id and r.outcome = 'USED') as roles,
        exists (select 1 from roster_named a
          where a.import = u.import and a.kind = 'agent' and a.id = u.id) as agent,
        array(select distinct e.class_id from roster_line e where e.import = u.import
          and e.file = 'enrollments' and e.user_id = u.id and e.role = 'student' and e.outcome = 'USED')
          as classes,
        (select jsonb_agg(jsonb_build_object('guardian', g.id, 'language',
            coalesce(g.cells ->> 'metadata.tenzij.language', 'nl'), 'readable', g.outcome is distinct from 'REFUSED'))
          from unnest(string_to_array(u.cells ->> 'agentSourcedIds', ',')) agent
          cross join lateral (select * from roster_line o
            where o.import = u.import and o.file = 'users' and o.id = agent order by o.line limit 1) g)
          as guardians
      from roster_line u where u.import = $1 and u.file = 'users' and u.outcome is null
      order by u.line limit $2
      """;

  private static final String CLASSES =
      """
      select c.line, c.id, c.cells,
        not exists (select 1 from roster_line e where e.import = c.import and e.file = 'enrollments'
          and e.outcome = 'REFUSED' and coalesce(e.class_id, c.id) = c.id) as enrolments_read,
        array(select distinct e.user_id from roster_line e where e.import = c.import
          and e.file = 'enrollments' and e.class_id = c.id and e.role = 'teacher' and e.outcome = 'USED')
          as teachers,
        (select k.cells ->> 'subjects' from roster_line k where k.import = c.import
          and k.file = 'courses' and k.id = c.cells ->> 'courseSourcedId' order by k.line limit 1)
          as course_subjects
      from roster_line c where c.import = $1 and c.file = 'classes' and c.outcome is null
      order by c.line limit $2
      """;

  private static final String OUTCOMES =
      """
      update roster_line l set outcome = o.outcome
      from unnest($3::bigint[], $4::text[]) o (line, outcome)
      where l.import = $1 and l.file = $2 and l.line = o.line
      """;

  private static final String NAMED =
      """
      insert into roster_named (import, kind, id)
      select $1, n.* from unnest($2::text[], $3::text[]) n on conflict do nothing
      """;

  @Inject Pool pool;
  @Inject RosterConfiguration configuration;
  @Inject CommandHandler<SchoolCommand, RegisteredSchool, SchoolEvent> schools;
  @Inject CommandHandler<PupilCommand, Pupil, PupilEvent> pupils;
  @Inject CommandHandler<GuardianCommand, Guardian, GuardianEvent> guardians;
  @Inject CommandHandler<StaffCommand, Staff, StaffEvent> staff;
  @Inject CommandHandler<ClassCommand, RosterClass, ClassEvent> classes;

  /** What became of a line. */
  private record Entered(long line, String outcome, List<Named> named, Optional<Finding> finding) {}

  private record Named(String kind, String id) {}

  /** One thing to enter, as an act that says whether it changed anything. */
  private record Entry(Named named, Uni<Boolean> act) {}

  /**
   * Registers the school from its line, if it has one.
   *
   * @return the refusal, where it may not be registered so
   */
  Uni<Optional<Finding>> school(ImportId of, Meta meta) {
    return pool.preparedQuery(SCHOOL)
        .execute(Tuple.of(of.id(), of.school().id()))
        .chain(
            rows -> rows.size() == 0 ? known(of) : enterSchool(of, rows.iterator().next(), meta));
  }

  private Uni<Optional<Finding>> known(ImportId of) {
    return schools
        .load(Schools.stream(of.board(), of.school()))
        .map(
            loaded ->
                loaded.state().isRegistered()
                    ? Optional.empty()
                    : Optional.of(
                        Finding.refusal(
                            RosterFile.ORGS,
                            0,
                            "sourcedId",
                            "school-missing",
                            "no line in orgs.csv is about this school")));
  }

  private Uni<Optional<Finding>> enterSchool(ImportId of, Row row, Meta meta) {
    JsonObject cells = row.getJsonObject("cells");
    long line = row.getLong("line");
    var command =
        new RegisterSchool(
            of.school().id(),
            cells.getString("parentSourcedId", ""),
            of.board().id(),
            cells.getString("name"),
            Optional.ofNullable(cells.getString("identifier")),
            Optional.ofNullable(cells.getString("metadata.tenzij.sector")).map(Sector::valueOf),
            ZoneId.of(configuration.timeZone()));
    Uni<Entered> entered =
        changes(schools, Schools.stream(of.board(), of.school()), command, meta)
            .map(changed -> entered(line, changed, List.of()))
            .onFailure(Refused.class)
            .recoverWithItem(refused -> refused(RosterFile.ORGS, line, (Refused) refused));
    return entered.call(result -> note(of, RosterFile.ORGS, List.of(result))).map(Entered::finding);
  }

  /** Enters all persons. */
  Uni<Void> persons(ImportId of, boolean enrolled, Meta meta) {
    return pages(of, RosterFile.USERS, PERSONS, row -> person(of, row, enrolled, meta));
  }

  /** Enters all classes. */
  Uni<Void> classes(ImportId of, boolean enrolled, Meta meta) {
    return pages(of, RosterFile.CLASSES, CLASSES, row -> schoolClass(of, row, enrolled, meta));
  }

  private Uni<Void> pages(
      ImportId of, RosterFile file, String query, Function<Row, Uni<Entered>> enter) {
    return Multi.createBy()
        .repeating()
        .uni(() -> page(of, file, query, enter))
        .whilst(size -> size == PAGE)
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Integer> page(
      ImportId of, RosterFile file, String query, Function<Row, Uni<Entered>> enter) {
    return pool.preparedQuery(query)
        .execute(Tuple.of(of.id(), PAGE))
        .onItem()
        .transformToMulti(Multi.createFrom()::iterable)
        .onItem()
        .transformToUni(enter::apply)
        .merge(AT_ONCE)
        .collect()
        .asList()
        .call(entered -> note(of, file, entered))
        .map(List::size);
  }

  private Uni<Entered> person(ImportId of, Row row, boolean enrolled, Meta meta) {
    PersonLine person =
        new PersonLine(
            row.getString("id"),
            row.getJsonObject("cells"),
            List.of(row.getArrayOfStrings("roles")),
            row.getBoolean("agent"),
            enrolled ? Optional.of(List.of(row.getArrayOfStrings("classes"))) : Optional.empty(),
            row.getJsonArray("guardians") == null
                ? new JsonArray()
                : row.getJsonArray("guardians"));
    List<Entry> entries = new ArrayList<>();
    person.asGuardian().ifPresent(command -> entries.add(guardian(of, command, meta)));
    person.asStaff().ifPresent(command -> entries.add(staff(of, command, meta)));
    boolean read = row.getBoolean("enrolments_read");
    person.asPupil().ifPresent(command -> entries.add(pupil(of, command, read, meta)));
    return enter(RosterFile.USERS, row.getLong("line"), entries);
  }

  private Entry guardian(ImportId of, GuardianCommand.RegisterGuardian command, Meta meta) {
    StreamId stream = Guardians.stream(of.board(), of.school(), command.guardian());
    return new Entry(
        new Named("guardian", command.guardian()), changes(guardians, stream, command, meta));
  }

  private Entry staff(ImportId of, StaffCommand.RegisterStaff command, Meta meta) {
    StreamId stream = StaffMembers.stream(of.board(), of.school(), command.staff());
    return new Entry(new Named("staff", command.staff()), changes(staff, stream, command, meta));
  }

  private Entry pupil(ImportId of, PupilCommand.RegisterPupil command, boolean read, Meta meta) {
    StreamId stream = Pupils.stream(of.board(), of.school(), command.pupil());
    Uni<PupilCommand> said =
        read
            ? Uni.createFrom().item(command)
            : pupils.load(stream).map(known -> command.notWithout(known.state().enrolments()));
    return new Entry(
        new Named("pupil", command.pupil()),
        said.chain(whole -> changes(pupils, stream, whole, meta)));
  }

  private Uni<Entered> schoolClass(ImportId of, Row row, boolean enrolled, Meta meta) {
    ClassLine line =
        new ClassLine(
            row.getString("id"),
            row.getJsonObject("cells"),
            Optional.ofNullable(row.getString("course_subjects")),
            enrolled ? Optional.of(List.of(row.getArrayOfStrings("teachers"))) : Optional.empty());
    StreamId stream = Classes.stream(of.board(), of.school(), line.id());
    ClassCommand.RegisterClass command = line.asClass();
    Uni<ClassCommand> said =
        row.getBoolean("enrolments_read")
            ? Uni.createFrom().item(command)
            : classes.load(stream).map(known -> command.notWithout(known.state().teachers()));
    Entry entry =
        new Entry(
            new Named("class", line.id()),
            said.chain(whole -> changes(classes, stream, whole, meta)));
    return enter(RosterFile.CLASSES, row.getLong("line"), List.of(entry));
  }

  private static <C> Uni<Boolean> changes(
      CommandHandler<C, ?, ?> handler, StreamId stream, C command, Meta meta) {
    return handler.handle(stream, command, meta).map(outcome -> outcome.position() > 0);
  }

  /** One after the other: they are the same person. */
  private static Uni<Entered> enter(RosterFile file, long line, List<Entry> entries) {
    List<Named> named = entries.stream().map(Entry::named).toList();
    return Multi.createFrom()
        .iterable(entries)
        .onItem()
        .transformToUniAndConcatenate(Entry::act)
        .collect()
        .asList()
        .map(changes -> entered(line, changes.contains(true), named))
        .onFailure(SubjectForgotten.class)
        .recoverWithItem(() -> forgotten(file, line, named));
  }

  private static Entered entered(long line, boolean changed, List<Named> named) {
    return new Entered(line, changed ? "APPLIED" : "UNCHANGED", named, Optional.empty());
  }

  private static Entered refused(RosterFile file, long line, Refused refused) {
    return new Entered(
        line,
        "REFUSED",
        List.of(),
        Optional.of(Finding.refusal(file, line, "", refused.code(), refused.detail())));
  }

  private static Entered forgotten(RosterFile file, long line, List<Named> named) {
    return new Entered(
        line,
        "REFUSED",
        named,
        Optional.of(
            Finding.refusal(
                file,
                line,
                "sourcedId",
                "forgotten",
                "all that was known of this id was erased; who comes back gets a new one")));
  }

  private Uni<Void> note(ImportId of, RosterFile file, List<Entered> entered) {
    List<Named> named = entered.stream().flatMap(each -> each.named().stream()).toList();
    List<Finding> findings = entered.stream().flatMap(each -> each.finding().stream()).toList();
    return pool.withTransaction(
        sql ->
            outcomes(sql, of, file, entered)
                .chain(() -> named(sql, of, named))
                .chain(() -> Findings.add(sql, of.id(), findings)));
  }

  private static Uni<Void> outcomes(
      SqlConnection sql, ImportId of, RosterFile file, List<Entered> entered) {
    return sql.preparedQuery(OUTCOMES)
        .execute(
            Tuple.tuple()
                .addUUID(of.id())
                .addString(file.base())
                .addArrayOfLong(entered.stream().map(Entered::line).toArray(Long[]::new))
                .addArrayOfString(texts(entered.stream().map(Entered::outcome))))
        .replaceWithVoid();
  }

  private static Uni<Void> named(SqlConnection sql, ImportId of, List<Named> named) {
    return sql.preparedQuery(NAMED)
        .execute(
            Tuple.tuple()
                .addUUID(of.id())
                .addArrayOfString(texts(named.stream().map(Named::kind)))
                .addArrayOfString(texts(named.stream().map(Named::id))))
        .replaceWithVoid();
  }

  private static String[] texts(Stream<String> texts) {
    return texts.toArray(String[]::new);
  }
}
