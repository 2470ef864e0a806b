package nl.tenzij.school.roster;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.privacy.SubjectForgotten;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.CommandHandler.Asked;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.store.Outcome;
import nl.tenzij.ledger.store.Overloaded;
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
import nl.tenzij.school.organisation.SchoolEvent;
import nl.tenzij.school.organisation.Schools;
import nl.tenzij.school.organisation.Sector;
import nl.tenzij.school.pupil.Pupil;
import nl.tenzij.school.pupil.PupilCommand;
import nl.tenzij.school.pupil.PupilEvent;
import nl.tenzij.school.pupil.Pupils;
import nl.tenzij.school.roster.RosterImports.Claim;
import nl.tenzij.school.roster.RosterTask.What;
import nl.tenzij.school.staff.Staff;
import nl.tenzij.school.staff.StaffCommand;
import nl.tenzij.school.staff.StaffEvent;
import nl.tenzij.school.staff.StaffMembers;

/**
 * Enters into the log what a resolution wrote down, some hundred at a time, and notes how far it
 * is, so that a restart goes on where it was.
 */
@ApplicationScoped
class Entering {

  private static final int PAGE = 2000;
  private static final int TOGETHER = 500;
  private static final int AT_ONCE = 2;
  private static final int ALONE_AT_ONCE = 16;
  private static final Duration BUSY_AT_FIRST = Duration.ofMillis(100);
  private static final Duration BUSY_AT_MOST = Duration.ofSeconds(5);
  private static final int BUSY_RETRIES = 20;

  private static final String TASKS =
      """
      select t.number, t.kind, t.id, t.leaves, t.content, p.cells as names
      from roster_task t
      left join roster_person p on p.import = t.import and p.id = t.id and t.kind <> 'class' and not t.leaves
      where t.import = $1 and t.number > $2 order by t.number limit $3
      """;

  private static final String REFUSE =
      """
      with unsure as (update roster_record l set mark = null from roster k
        where k.board = $2 and k.school = $3 and l.roster = k.number and l.file = 'users' and l.outcome is null
          and l.id = $4
        returning l.roster, l.import, l.line, l.block),
      unknown as (delete from roster_block b using unsure u
        where b.roster = u.roster and b.file = 'users' and b.hash = u.block)
      insert into roster_finding (import, weight, file, line, "column", code, detail)
      select i.id, 'REFUSAL', 'users.csv', coalesce((select line from unsure where import = $1), 0), 'sourcedId', $5, $6
      from roster_import i where i.number = $1
      """;

  private static final String LOOK_AGAIN =
      """
      with unsure as (update roster_record l set mark = null from roster k
        where k.board = $1 and k.school = $2 and l.roster = k.number and l.file = $3 and l.outcome is null
          and l.id = any($4::text[])
        returning l.roster, l.file, l.block)
      delete from roster_block b using unsure u where b.roster = u.roster and b.file = u.file and b.hash = u.block
      """;

  /** With the first such line of a pupil; once, however often the import is taken up. */
  private static final String REMARK_OF_AGE =
      """
      insert into roster_finding (import, weight, file, line, "column", code, detail)
      select i.id, 'REMARK', 'users.csv', min(l.line), $2, 'of-age-at-primary-school', $3
      from roster_import i
      join roster k on k.board = i.board and k.school = i.school
      join roster_record l on l.roster = k.number and l.import = i.number and l.file = 'users'
        and l.outcome is null and l.cells ->> $2 = 'true'
      where i.number = $1
        and exists (select 1 from roster_record s where s.roster = k.number and s.file = 'roles'
          and s.outcome is null and s.user_id = l.id and s.role = 'student')
        and not exists (select 1 from roster_finding f
          where f.import = i.id and f.code = 'of-age-at-primary-school')
      group by i.id
      """;

  @Inject Pool pool;
  @Inject CommandHandler<PupilCommand, Pupil, PupilEvent> pupils;
  @Inject CommandHandler<GuardianCommand, Guardian, GuardianEvent> guardians;
  @Inject CommandHandler<StaffCommand, Staff, StaffEvent> staff;
  @Inject CommandHandler<ClassCommand, RosterClass, ClassEvent> classes;
  @Inject CommandHandler<SchoolCommand, RegisteredSchool, SchoolEvent> schools;

  /**
   * What became of a task.
   *
   * @param behind the log knows more than the roster: the next import has to look again
   */
  private record Entered(
      RosterTask task, boolean changed, boolean behind, Optional<Refused> refused) {}

  /** All of a claim's tasks. */
  Uni<Void> enter(Claim claim, Meta meta) {
    return schools
        .load(Schools.stream(claim.of().board(), claim.of().school()))
        .map(loaded -> loaded.state().sector())
        .call(sector -> sector == Sector.PO ? remarkOfAge(claim) : Uni.createFrom().voidItem())
        .chain(sector -> enter(claim, sector, meta));
  }

  private Uni<Void> remarkOfAge(Claim claim) {
    return pool.withTransaction(
        sql ->
            claim
                .hold(sql)
                .chain(
                    () ->
                        sql.preparedQuery(REMARK_OF_AGE)
                            .execute(
                                Tuple.of(
                                    claim.number(), UserRecord.OF_AGE, UserRecord.NOBODY_OF_AGE)))
                .replaceWithVoid());
  }

  private Uni<Void> enter(Claim claim, Sector sector, Meta meta) {
    return Multi.createBy()
        .repeating()
        .uni(() -> page(claim, sector, meta))
        .whilst(size -> size == PAGE)
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Integer> page(Claim claim, Sector sector, Meta meta) {
    return pool.preparedQuery(TASKS)
        .execute(Tuple.of(claim.number(), (int) claim.done().get(), PAGE))
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(
            rows -> {
              List<RosterTask> tasks = new ArrayList<>(rows.size());
              rows.forEach(row -> tasks.add(RosterTask.of(row)));
              return tasks;
            })
        .call(
            tasks ->
                tasks.isEmpty() ? Uni.createFrom().voidItem() : page(claim, tasks, sector, meta))
        .map(List::size);
  }

  private Uni<Void> page(Claim claim, List<RosterTask> tasks, Sector sector, Meta meta) {
    return Multi.createFrom()
        .iterable(shares(tasks))
        .onItem()
        .transformToUni(share -> unlessBusy(enter(claim.of(), share, sector, meta)))
        .merge(AT_ONCE)
        .collect()
        .asList()
        .map(all -> all.stream().flatMap(List::stream).toList())
        .chain(entered -> pool.withTransaction(sql -> note(sql, claim, tasks, entered)))
        .invoke(() -> claim.done().set(tasks.getLast().number()));
  }

  /** Others have the log first; what of a share is in it already changes nothing the next time. */
  static <T> Uni<T> unlessBusy(Uni<T> entering) {
    return entering
        .onFailure(Overloaded.class)
        .retry()
        .withBackOff(BUSY_AT_FIRST, BUSY_AT_MOST)
        .atMost(BUSY_RETRIES);
  }

  /** Of one kind each. */
  private static List<List<RosterTask>> shares(List<RosterTask> tasks) {
    List<List<RosterTask>> shares = new ArrayList<>();
    for (RosterTask task : tasks) {
      List<RosterTask> last = shares.isEmpty() ? List.of() : shares.getLast();
      if (last.isEmpty() || last.size() == TOGETHER || last.getFirst().what() != task.what()) {
        last = new ArrayList<>();
        shares.add(last);
      }
      last.add(task);
    }
    return shares;
  }

  private Uni<List<Entered>> enter(ImportId of, List<RosterTask> share, Sector sector, Meta meta) {
    return switch (share.getFirst().what()) {
      case PUPIL ->
          enter(
              new Desk<>(
                  pupils,
                  task -> Pupils.stream(of.board(), of.school(), task.id()),
                  (task, known) -> task.forPupil(known, sector),
                  RosterTask::namesOf,
                  RosterTask::isBehind),
              of,
              share,
              meta);
      case GUARDIAN ->
          enter(
              new Desk<>(
                  guardians,
                  task -> Guardians.stream(of.board(), of.school(), task.id()),
                  RosterTask::forGuardian,
                  RosterTask::namesOf,
                  (task, now) -> false),
              of,
              share,
              meta);
      case STAFF ->
          enter(
              new Desk<>(
                  staff,
                  task -> StaffMembers.stream(of.board(), of.school(), task.id()),
                  RosterTask::forStaff,
                  RosterTask::namesOf,
                  (task, now) -> false),
              of,
              share,
              meta);
      case CLASS ->
          enter(
              new Desk<>(
                  classes,
                  task -> Classes.stream(of.board(), of.school(), task.id()),
                  RosterTask::forClass,
                  known -> Names.UNKNOWN,
                  RosterTask::isBehind),
              of,
              share,
              meta);
    };
  }

  /** Where one kind is entered. */
  private record Desk<C, S>(
      CommandHandler<C, S, ?> handler,
      Function<RosterTask, StreamId> stream,
      BiFunction<RosterTask, S, C> command,
      Function<S, Names> names,
      BiPredicate<RosterTask, S> behind) {

    /** The command for a state; refused where nobody knows a name. */
    C ask(RosterTask task, S known) {
      if (task.what() != What.CLASS && task.isNameless(names.apply(known))) {
        throw new Refused("name-unknown", "nothing is known of this user but the id");
      }
      return command.apply(task, known);
    }

    Entered entered(RosterTask task, Outcome<S> outcome) {
      return new Entered(
          task, outcome.position() > 0, behind.test(task, outcome.state()), Optional.empty());
    }
  }

  private <C, S> Uni<List<Entered>> enter(
      Desk<C, S> desk, ImportId of, List<RosterTask> share, Meta meta) {
    List<Asked<C, S>> asked =
        share.stream()
            .map(task -> new Asked<C, S>(desk.stream().apply(task), known -> desk.ask(task, known)))
            .toList();
    return desk.handler()
        .handleAll(asked, meta)
        .chain(
            outcomes ->
                Multi.createFrom()
                    .range(0, share.size())
                    .onItem()
                    .transformToUni(
                        i ->
                            outcomes
                                .get(i)
                                .map(outcome -> desk.entered(share.get(i), outcome))
                                .map(done -> Uni.createFrom().item(done))
                                .orElseGet(() -> alone(desk, of, share.get(i), meta)))
                    .merge(ALONE_AT_ONCE)
                    .collect()
                    .asList());
  }

  private <C, S> Uni<Entered> alone(Desk<C, S> desk, ImportId of, RosterTask task, Meta meta) {
    StreamId stream = desk.stream().apply(task);
    return desk.handler()
        .load(stream)
        .chain(
            loaded ->
                named(desk, of, task, loaded.state())
                    .map(called -> desk.ask(called, loaded.state())))
        .chain(command -> desk.handler().handle(stream, command, meta))
        .map(outcome -> desk.entered(task, outcome))
        .onFailure(SubjectForgotten.class)
        .recoverWithItem(
            () ->
                refused(
                    task,
                    new Refused(
                        "forgotten",
                        "all that was known of this id was erased; who comes back gets a new one")))
        .onFailure(Refused.class)
        .recoverWithItem(refused -> refused(task, (Refused) refused));
  }

  private static Entered refused(RosterTask task, Refused refused) {
    return new Entered(task, false, false, Optional.of(refused));
  }

  /** A person who comes to be something else too is called as before. */
  private <S> Uni<RosterTask> named(Desk<?, S> desk, ImportId of, RosterTask task, S known) {
    if (task.what() == What.CLASS || !task.isNameless(desk.names().apply(known))) {
      return Uni.createFrom().item(task);
    }
    return guardians
        .load(Guardians.stream(of.board(), of.school(), task.id()))
        .map(loaded -> RosterTask.namesOf(loaded.state()))
        .chain(
            names ->
                names.known()
                    ? Uni.createFrom().item(names)
                    : staff
                        .load(StaffMembers.stream(of.board(), of.school(), task.id()))
                        .map(loaded -> RosterTask.namesOf(loaded.state())))
        .chain(
            names ->
                names.known()
                    ? Uni.createFrom().item(names)
                    : pupils
                        .load(Pupils.stream(of.board(), of.school(), task.id()))
                        .map(loaded -> RosterTask.namesOf(loaded.state())))
        .map(names -> names.known() ? task.with(names) : task);
  }

  private static Uni<Void> note(
      SqlConnection sql, Claim claim, List<RosterTask> tasks, List<Entered> entered) {
    Integer[] unchanged =
        entered.stream()
            .filter(each -> !each.changed())
            .map(each -> each.task().number())
            .toArray(Integer[]::new);
    Uni<Void> noted =
        sql.preparedQuery(
                "update roster_task set changed = false where import = $1 and number ="
                    + " any($2::int[])")
            .execute(Tuple.tuple().addInteger(claim.number()).addArrayOfInteger(unchanged))
            .chain(
                () ->
                    sql.preparedQuery(
                            "update roster_import set done = $2 where number = $1 and worker = $3"
                                + " and state = 'RUNNING'")
                        .execute(
                            Tuple.of(
                                claim.number(), (long) tasks.getLast().number(), claim.worker())))
            .invoke(claim::mustHold)
            .replaceWithVoid();
    for (RosterFile file : List.of(RosterFile.USERS, RosterFile.CLASSES)) {
      noted = noted.chain(() -> lookAgain(sql, claim, file, entered));
    }
    for (Entered each : entered) {
      if (each.refused().isPresent()) {
        noted = noted.chain(() -> refuse(sql, claim, each.task(), each.refused().get()));
      }
    }
    return noted;
  }

  private static Uni<Void> lookAgain(
      SqlConnection sql, Claim claim, RosterFile file, List<Entered> entered) {
    String[] behind =
        entered.stream()
            .filter(each -> each.behind() && each.task().file() == file)
            .map(each -> each.task().id())
            .toArray(String[]::new);
    return behind.length == 0
        ? Uni.createFrom().voidItem()
        : sql.preparedQuery(LOOK_AGAIN)
            .execute(
                Tuple.tuple()
                    .addString(claim.of().board().id())
                    .addString(claim.of().school().id())
                    .addString(file.base())
                    .addArrayOfString(behind))
            .replaceWithVoid();
  }

  private static Uni<Void> refuse(
      SqlConnection sql, Claim claim, RosterTask task, Refused refused) {
    return sql.preparedQuery(REFUSE)
        .execute(
            Tuple.of(
                claim.number(),
                claim.of().board().id(),
                claim.of().school().id(),
                task.id(),
                refused.code(),
                refused.detail()))
        .replaceWithVoid();
  }
}
