package nl.tenzij.school.roster;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.EventStore;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.store.Outcome;
import nl.tenzij.ledger.subscription.Subscriptions;
import nl.tenzij.school.group.ClassCommand;
import nl.tenzij.school.group.ClassEvent;
import nl.tenzij.school.group.Classes;
import nl.tenzij.school.group.RosterClass;
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

/**
 * A whole set says who is here; who was known and is not in it has left. Where a line could not
 * even be told whom it is about, nobody leaves: it may have been them.
 */
@ApplicationScoped
class Leaving {

  private static final int AT_ONCE = 16;
  private static final Duration UP_TO_DATE_WITHIN = Duration.ofMinutes(2);

  private static final String TROUBLE =
      """
      select
        exists (select 1 from roster_line where import = $1 and file = 'users') as persons,
        exists (select 1 from roster_line where import = $1 and file = 'classes') as classes,
        exists (select 1 from roster_line where import = $1 and outcome = 'REFUSED'
          and (file = 'users' and id is null or file = 'roles' and cells = '{}'::jsonb)) as persons_unclear,
        exists (select 1 from roster_line where import = $1 and outcome = 'REFUSED'
          and file = 'classes' and id is null) as classes_unclear
      """;

  private static final String PLAN =
      """
      insert into roster_leaving (import, kind, id)
      select $1, m.kind, m.id from roster_member m
      where m.board = $2 and m.school = $3 and m.present and m.kind = any ($4)
        and not exists (select 1 from roster_named n
          where n.import = $1 and n.kind = m.kind and n.id = m.id)
      on conflict do nothing
      """;

  @Inject Pool pool;
  @Inject EventStore store;
  @Inject Subscriptions subscriptions;
  @Inject CommandHandler<PupilCommand, Pupil, PupilEvent> pupils;
  @Inject CommandHandler<GuardianCommand, Guardian, GuardianEvent> guardians;
  @Inject CommandHandler<StaffCommand, Staff, StaffEvent> staff;
  @Inject CommandHandler<ClassCommand, RosterClass, ClassEvent> classes;

  private record Gone(String kind, String id) {}

  private record Judgement(List<String> kinds, List<Finding> remarks) {}

  Uni<Void> leave(ImportId of, Meta meta) {
    return upToDate(of)
        .chain(
            () -> pool.withTransaction(sql -> judge(sql, of).chain(found -> plan(sql, of, found))))
        .chain(() -> gone(of))
        .chain(gone -> each(of, gone, meta));
  }

  /** The list of who is here has to show all that was entered before. */
  private Uni<Void> upToDate(ImportId of) {
    int partition = store.partition(of.board(), of.school());
    return store
        .head(partition)
        .chain(
            head -> subscriptions.reached(RosterMembers.NAME, partition, head, UP_TO_DATE_WITHIN));
  }

  private static Uni<Judgement> judge(SqlConnection sql, ImportId of) {
    return sql.preparedQuery(TROUBLE)
        .execute(Tuple.of(of.id()))
        .map(rows -> judgement(rows.iterator().next()));
  }

  private static Judgement judgement(Row trouble) {
    List<String> kinds = new ArrayList<>();
    List<Finding> remarks = new ArrayList<>();
    if (trouble.getBoolean("persons_unclear")) {
      remarks.add(notJudged(RosterFile.USERS));
    } else if (trouble.getBoolean("persons")) {
      kinds.addAll(List.of("pupil", "guardian", "staff"));
    }
    if (trouble.getBoolean("classes_unclear")) {
      remarks.add(notJudged(RosterFile.CLASSES));
    } else if (trouble.getBoolean("classes")) {
      kinds.add("class");
    }
    return new Judgement(kinds, remarks);
  }

  private static Finding notJudged(RosterFile file) {
    return Finding.remark(
        file.fileName(),
        0,
        "",
        "absence-not-judged",
        "a line can't be told whom it is about, so nobody was taken to have left");
  }

  private static Uni<Void> plan(SqlConnection sql, ImportId of, Judgement judgement) {
    return sql.preparedQuery(PLAN)
        .execute(
            Tuple.of(
                of.id(),
                of.board().id(),
                of.school().id(),
                judgement.kinds().toArray(String[]::new)))
        .chain(() -> Findings.add(sql, of.id(), judgement.remarks()));
  }

  private Uni<List<Gone>> gone(ImportId of) {
    return pool.preparedQuery("select kind, id from roster_leaving where import = $1 and not done")
        .execute(Tuple.of(of.id()))
        .map(
            rows -> {
              List<Gone> gone = new ArrayList<>();
              rows.forEach(row -> gone.add(new Gone(row.getString(0), row.getString(1))));
              return gone;
            });
  }

  private Uni<Void> each(ImportId of, List<Gone> gone, Meta meta) {
    return Multi.createFrom()
        .iterable(gone)
        .onItem()
        .transformToUni(one -> leaves(of, one, meta).chain(() -> done(of, one)))
        .merge(AT_ONCE)
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<? extends Outcome<?>> leaves(ImportId of, Gone gone, Meta meta) {
    var board = of.board();
    var school = of.school();
    String id = gone.id();
    return switch (gone.kind()) {
      case "pupil" ->
          pupils.handle(Pupils.stream(board, school, id), new PupilCommand.LeaveSchool(id), meta);
      case "guardian" ->
          guardians.handle(
              Guardians.stream(board, school, id), new GuardianCommand.LeaveSchool(id), meta);
      case "staff" ->
          staff.handle(
              StaffMembers.stream(board, school, id), new StaffCommand.LeaveSchool(id), meta);
      case "class" ->
          classes.handle(Classes.stream(board, school, id), new ClassCommand.EndClass(id), meta);
      default -> throw new IllegalStateException("nobody leaves as " + gone.kind());
    };
  }

  private Uni<Void> done(ImportId of, Gone gone) {
    return pool.preparedQuery(
            "update roster_leaving set done = true where import = $1 and kind = $2 and id = $3")
        .execute(Tuple.of(of.id(), gone.kind(), gone.id()))
        .replaceWithVoid();
  }
}
