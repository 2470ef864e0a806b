package nl.tenzij.school.roster;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.web.Invalid;
import nl.tenzij.school.calendar.SchoolDays;
import nl.tenzij.school.group.ClassCommand;
import nl.tenzij.school.group.ClassCommand.AppointTeacher;
import nl.tenzij.school.group.ClassCommand.DismissTeacher;
import nl.tenzij.school.group.ClassEvent;
import nl.tenzij.school.group.Classes;
import nl.tenzij.school.group.RosterClass;
import nl.tenzij.school.group.Teaching;
import nl.tenzij.school.pupil.Enrolment;
import nl.tenzij.school.pupil.Pupil;
import nl.tenzij.school.pupil.PupilCommand;
import nl.tenzij.school.pupil.PupilCommand.Disenrol;
import nl.tenzij.school.pupil.PupilCommand.Enrol;
import nl.tenzij.school.pupil.PupilEvent;
import nl.tenzij.school.pupil.Pupils;
import nl.tenzij.school.roster.RosterPush.At;
import nl.tenzij.school.staff.Staff;
import nl.tenzij.school.staff.StaffCommand;
import nl.tenzij.school.staff.StaffEvent;
import nl.tenzij.school.staff.StaffMembers;

/**
 * Takes enrolments that a school system pushes during the day: a pupil's stand with the pupil, a
 * teacher's with the class.
 */
@ApplicationScoped
public class EnrolmentPush {

  private static final String STANDS =
      """
      select role, person, class from class_place where board = $1 and school = $2 and enrolment = $3
      """;

  private static final String CLASS = "class.sourcedId";
  private static final String OUTSIDE_TERMS = "outside-terms";

  @Inject Pool pool;
  @Inject RosterPush roster;
  @Inject PlacesGone places;
  @Inject PushTurns turns;
  @Inject EnrolmentLines lines;
  @Inject ClassDays classDays;
  @Inject SchoolDays schoolDays;
  @Inject CommandHandler<PupilCommand, Pupil, PupilEvent> pupils;
  @Inject CommandHandler<StaffCommand, Staff, StaffEvent> staff;
  @Inject CommandHandler<ClassCommand, RosterClass, ClassEvent> classes;

  /**
   * Enters an enrolment, in place of what its id stood for.
   *
   * @return fails with {@link nl.tenzij.ledger.web.Invalid} where a rule of the roster refuses it
   */
  public Uni<Pushed.Outcome> enrolment(At at, Pushed record) {
    SingleRecord looked = new SingleRecord();
    Cells cells = looked.take(RosterFile.ENROLLMENTS, "", record.values());
    looked.checkNoCitizenNumber(record.texts());
    RosterPush.ofThisSchool(at, looked, cells);
    looked.mustBeFine();
    return turns.alone(at, record.id(), () -> enter(at, record.id(), cells, looked));
  }

  private Uni<Pushed.Outcome> enter(At at, String id, Cells cells, SingleRecord looked) {
    Effects effects = new Effects();
    return roster
        .noImport(at)
        .chain(
            () ->
                pointsAtWhatIsThere(at, id, cells, looked, effects, () -> leftOver(at, id, cells)))
        .chain(() -> classDays.of(at, cells.text("classSourcedId")))
        .invoke(ofClass -> mustBeSome(own(cells).within(ofClass), looked))
        .call(
            ofClass ->
                schoolDays
                    .today(at.board(), at.school())
                    .invoke(today -> tellOver(ofClass, cells, today, looked)))
        .call(() -> standing(at, id).chain(all -> moved(at, id, all, wanted(cells), effects)))
        .call(ofClass -> enter(at, id, cells, ofClass, looked, effects))
        .call(() -> lines.forget(at, id, wanted(cells), false))
        .call(ofClass -> lines.haveDays(at, id, wanted(cells), own(cells), ofClass))
        .chain(ofClass -> asTheClassRuns(at, id, cells, ofClass, looked, effects))
        .chain(
            () -> pointsAtWhatIsThere(at, id, cells, looked, effects, () -> wanted(at, id, cells)))
        // Its class's line could be one that an import has yet to look at.
        .chain(() -> roster.noImport(at))
        .map(done -> effects.outcome(looked));
  }

  /** An enrolment's own days: it is a place as far as its class runs on them. */
  private static Days own(Cells cells) {
    return new Days(cells.day("beginDate").orElse(null), cells.day("endDate").orElse(null));
  }

  private static void mustBeSome(Days days, SingleRecord looked) {
    if (days.isNone()) {
      looked.refuse(CLASS, OUTSIDE_TERMS, "the class runs on none of these days");
    }
    looked.mustBeFine();
  }

  /** That an enrolment itself is over need not be said. */
  private static void tellOver(Days ofClass, Cells cells, LocalDate today, SingleRecord looked) {
    if (ofClass.isOver(today) && !own(cells).isOver(today)) {
      looked.remark(CLASS, OUTSIDE_TERMS, "the class's terms are over, and so is this place");
    }
  }

  /**
   * As the class runs now: whoever said so since that was looked at found no place that would
   * follow. Again until nobody did.
   */
  private Uni<Void> asTheClassRuns(
      At at, String id, Cells cells, Days entered, SingleRecord looked, Effects effects) {
    return classDays
        .of(at, cells.text("classSourcedId"))
        .chain(
            ofClass -> {
              if (ofClass.equals(entered)) {
                return Uni.createFrom().voidItem();
              }
              Days days = own(cells).within(ofClass);
              return days.isNone()
                  ? wanted(at, id, cells)
                      .chain(all -> ended(at, id, all, effects))
                      .invoke(() -> mustBeSome(days, looked))
                  : enter(at, id, cells, ofClass, looked, effects)
                      .chain(() -> asTheClassRuns(at, id, cells, ofClass, looked, effects));
            });
  }

  /**
   * What it points at is there; asked before the place is entered and once more after. Who left, or
   * what ended, in between finds no place to end where the place was entered after: then it is
   * ended here, or by who sends again what broke off before that. What comes later finds it ({@link
   * PlacesGone}).
   *
   * @param over places that end where it is not
   */
  private Uni<Void> pointsAtWhatIsThere(
      At at,
      String id,
      Cells cells,
      SingleRecord looked,
      Effects effects,
      Supplier<Uni<List<Standing>>> over) {
    return resolved(at, looked, cells)
        .onFailure(Invalid.class)
        .recoverWithUni(
            wrong ->
                over.get()
                    .chain(all -> ended(at, id, all, effects))
                    .chain(() -> Uni.createFrom().failure(wrong)));
  }

  /** Places that stand as the record has them. */
  private Uni<List<Standing>> wanted(At at, String id, Cells cells) {
    return standing(at, id).map(all -> all.stream().filter(wanted(cells)::equals).toList());
  }

  /**
   * Those that a push which broke off left behind: not what a roster gives, be it one that came in
   * since what the record points at was looked for.
   */
  private Uni<List<Standing>> leftOver(At at, String id, Cells cells) {
    return wanted(at, id, cells)
        .chain(
            all ->
                all.isEmpty()
                    ? Uni.createFrom().item(all)
                    : isTheRosters(at, id, cells).map(its -> its ? List.<Standing>of() : all));
  }

  private Uni<Boolean> isTheRosters(At at, String id, Cells cells) {
    return resolved(at, new SingleRecord(), cells)
        .replaceWith(true)
        .onFailure(Invalid.class)
        .recoverWithUni(() -> lines.giveTeacher(at, id, wanted(cells)));
  }

  private static Standing wanted(Cells cells) {
    return switch (cells.text("role")) {
      case "student" ->
          new Standing(true, cells.text("userSourcedId"), cells.text("classSourcedId"));
      case "teacher" ->
          new Standing(false, cells.text("userSourcedId"), cells.text("classSourcedId"));
      default -> Standing.NOWHERE;
    };
  }

  /** What an enrolment points at is there. */
  private Uni<Void> resolved(At at, SingleRecord looked, Cells cells) {
    String user = cells.text("userSourcedId");
    String inClass = cells.text("classSourcedId");
    return classes
        .load(Classes.stream(at.board(), at.school(), inClass))
        .invoke(
            known -> {
              if (!known.state().running()) {
                looked.refuse("class.sourcedId", "unknown-reference", "no class here has this id");
              }
            })
        .chain(() -> here(at, user, cells.text("role")))
        .invoke(
            known -> {
              if (!known) {
                looked.refuse("user.sourcedId", "unknown-reference", "no such user is here");
              }
              looked.mustBeFine();
            })
        .replaceWithVoid();
  }

  private Uni<Boolean> here(At at, String user, String role) {
    return role.equals("student")
        ? pupils
            .load(Pupils.stream(at.board(), at.school(), user))
            .map(known -> known.state().present())
        : staff
            .load(StaffMembers.stream(at.board(), at.school(), user))
            .map(known -> known.state().present());
  }

  /** What an id stands for now. */
  private Uni<List<Standing>> standing(At at, String enrolment) {
    return places
        .upToDate(at)
        .chain(
            () ->
                pool.preparedQuery(STANDS)
                    .execute(Tuple.of(at.board().id(), at.school().id(), enrolment)))
        .map(
            rows -> {
              List<Standing> all = new ArrayList<>();
              rows.forEach(row -> all.add(Standing.of(row)));
              return all;
            });
  }

  /** An id that meant somebody else, another class's teacher, or a teacher, does so no more. */
  private Uni<Void> moved(
      At at, String id, List<Standing> before, Standing wanted, Effects effects) {
    return ended(
        at,
        id,
        before.stream()
            .filter(stood -> stood.pupil() != wanted.pupil() || !stood.with().equals(wanted.with()))
            .toList(),
        effects);
  }

  private Uni<Void> ended(At at, String id, List<Standing> all, Effects effects) {
    Uni<Void> done = Uni.createFrom().voidItem();
    for (Standing stood : all) {
      done = done.chain(() -> effects.then(end(at, id, stood))).replaceWithVoid();
    }
    return done;
  }

  private Uni<Effect> end(At at, String id, Standing stood) {
    return stood.pupil()
        ? Effect.of(
            pupils.handle(
                Pupils.stream(at.board(), at.school(), stood.person()),
                new Disenrol(stood.person(), id),
                at.meta()))
        : Effect.of(
            classes.handle(
                Classes.stream(at.board(), at.school(), stood.inClass()),
                new DismissTeacher(stood.inClass(), id),
                at.meta()));
  }

  private Uni<Void> enter(
      At at, String id, Cells cells, Days ofClass, SingleRecord looked, Effects effects) {
    return switch (cells.text("role")) {
      case "student" -> effects.then(pupil(at, id, cells, ofClass)).replaceWithVoid();
      case "teacher" -> effects.then(teacher(at, id, cells, ofClass)).replaceWithVoid();
      default -> {
        looked.remark(
            "role", "not-needed", "only pupils and teachers have a place in a class here");
        yield Uni.createFrom().voidItem();
      }
    };
  }

  private Uni<Effect> pupil(At at, String id, Cells cells, Days ofClass) {
    String pupil = cells.text("userSourcedId");
    Days days = own(cells).within(ofClass);
    var enrolment =
        new Enrolment(
            id,
            cells.text("classSourcedId"),
            days.first(),
            days.last(),
            own(cells).beginAfter(ofClass));
    return Effect.of(
        pupils.handle(
            Pupils.stream(at.board(), at.school(), pupil), new Enrol(pupil, enrolment), at.meta()));
  }

  private Uni<Effect> teacher(At at, String id, Cells cells, Days ofClass) {
    String inClass = cells.text("classSourcedId");
    Days days = own(cells).within(ofClass);
    var teaching =
        new Teaching(
            id,
            cells.text("userSourcedId"),
            days.first(),
            days.last(),
            "true".equals(cells.text("primary")));
    return Effect.of(
        classes.handle(
            Classes.stream(at.board(), at.school(), inClass),
            new AppointTeacher(inClass, teaching),
            at.meta()));
  }

  /**
   * The enrolment was never meant, or is over.
   *
   * @return empty where nothing is known by this id now
   */
  public Uni<Optional<Pushed.Outcome>> enrolmentEnded(At at, String id) {
    return turns.alone(at, id, () -> end(at, id));
  }

  private Uni<Optional<Pushed.Outcome>> end(At at, String id) {
    Effects effects = new Effects();
    return roster
        .noImport(at)
        .chain(() -> standing(at, id))
        .chain(
            all ->
                moved(at, id, all, Standing.NOWHERE, effects)
                    .chain(() -> lines.forget(at, id, Standing.NOWHERE, true))
                    .map(
                        any ->
                            all.isEmpty() && !any
                                ? Optional.empty()
                                : Optional.of(effects.outcome(new SingleRecord()))));
  }
}
