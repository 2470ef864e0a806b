package nl.tenzij.school.roster;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.privacy.SubjectForgotten;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.subscription.Subscriptions;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.calendar.SchoolDays;
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
import nl.tenzij.school.pupil.Guardianship;
import nl.tenzij.school.pupil.Pupil;
import nl.tenzij.school.pupil.PupilCommand;
import nl.tenzij.school.pupil.PupilEvent;
import nl.tenzij.school.pupil.Pupils;
import nl.tenzij.school.roster.UserRecord.Agent;
import nl.tenzij.school.staff.Staff;
import nl.tenzij.school.staff.StaffCommand;
import nl.tenzij.school.staff.StaffEvent;
import nl.tenzij.school.staff.StaffMembers;

/**
 * Takes users and classes that a school system pushes during the day, by the rules of a whole
 * roster. The next whole roster is the set, and wins.
 */
@ApplicationScoped
public class RosterPush {

  private static final String RUNNING =
      "select id from roster_import where board = $1 and school = $2 and state = 'RUNNING'";
  private static final String WARDS =
      "select pupil from guardianship where board = $1 and school = $2 and guardian = $3 order by"
          + " pupil";
  private static final Duration UP_TO_DATE_WITHIN = Duration.ofSeconds(5);
  private static final String IS_GUARDIAN =
      "select 1 from guardianship where board = $1 and school = $2 and guardian = $3 limit 1";
  private static final String FORGOTTEN = "select is_forgotten_by_now($1, $2) as forgotten";
  private static final String NOT_YET =
      "what begins later is not kept: push it again on that day; a whole roster can wait for it";
  private static final Set<String> KINDS = Set.of("pupil", "guardian", "staff");

  @Inject Pool pool;
  @Inject SchoolDays days;
  @Inject PlacesGone places;
  @Inject ClassDays classDays;
  @Inject PushTurns turns;
  @Inject Subscriptions subscriptions;
  @Inject CommandHandler<PupilCommand, Pupil, PupilEvent> pupils;
  @Inject CommandHandler<GuardianCommand, Guardian, GuardianEvent> guardians;
  @Inject CommandHandler<StaffCommand, Staff, StaffEvent> staff;
  @Inject CommandHandler<ClassCommand, RosterClass, ClassEvent> classes;
  @Inject CommandHandler<SchoolCommand, RegisteredSchool, SchoolEvent> schools;

  /** Where and by whom something is pushed. */
  public record At(Board board, School school, Meta meta) {}

  /**
   * Enters a user: as a pupil, a guardian, a member of staff, or several of these. Who has a role
   * no more has left in it.
   *
   * @return fails with {@link nl.tenzij.ledger.web.Invalid} where a rule of the roster refuses it
   */
  public Uni<Pushed.Outcome> user(At at, Pushed.User user) {
    SingleRecord looked = new SingleRecord();
    Cells cells = looked.take(RosterFile.USERS, "", user.record().values());
    List<Cells> roles = new ArrayList<>();
    for (int i = 0; i < user.roles().size(); i++) {
      roles.add(looked.take(RosterFile.ROLES, "roles[" + i + "].", user.roles().get(i)));
    }
    looked.checkNoCitizenNumber(user.record().texts());
    looked.mustBeFine();
    String id = user.record().id();
    UserRecord record = new UserRecord(id, Names.of(id, cells), cells);
    return noImport(at)
        .chain(() -> registered(at))
        .chain(
            school ->
                days.today(at.board(), at.school())
                    .chain(
                        today -> agent(at, id).map(agent -> here(at, record, roles, agent, today)))
                    .invoke(here -> hasPlace(looked, here))
                    .chain(here -> guardiansOf(at, record, looked).map(here::with))
                    .call(here -> namesStaff(at, here, looked))
                    .invoke(here -> mayBeOfAge(here, school.sector(), looked))
                    .chain(
                        here ->
                            enter(at, here, school.sector())
                                .call(() -> restrictsGuardians(at, here, looked))))
        .map(effects -> effects.outcome(looked));
  }

  /**
   * A user at this school.
   *
   * @param roles those in force today
   * @param toCome whether another begins later
   * @param agent named by a pupil of this school
   * @param guardians those whom the user names
   */
  private record Here(
      UserRecord user, List<String> roles, boolean toCome, boolean agent, List<Agent> guardians) {

    Here with(List<Agent> found) {
      return new Here(user, roles, toCome, agent, found);
    }

    boolean isPupil() {
      return roles.contains(UserRecord.PUPIL);
    }

    boolean isGuardian() {
      return agent || roles.stream().anyMatch(UserRecord.GUARDIANS::contains);
    }

    List<String> work() {
      return roles.stream()
          .filter(role -> !role.equals(UserRecord.PUPIL) && !UserRecord.GUARDIANS.contains(role))
          .toList();
    }
  }

  /** Nothing of a role is kept for the day on which it begins: a record says how things are. */
  private static void hasPlace(SingleRecord looked, Here user) {
    boolean none = user.roles().isEmpty() && !user.agent();
    if (none && user.toCome()) {
      looked.refuse("roles", "not-yet", NOT_YET);
    } else if (none) {
      looked.refuse("roles", "no-role", "places this user at this school, now");
    } else if (user.toCome()) {
      looked.remark("roles", "not-yet", NOT_YET);
    }
    looked.mustBeFine();
  }

  private static Here here(
      At at, UserRecord user, List<Cells> roles, boolean agent, LocalDate today) {
    List<Cells> notOver =
        roles.stream()
            .filter(role -> at.school().id().equals(role.text("orgSourcedId")))
            .filter(role -> !role.day("endDate").map(today::isAfter).orElse(false))
            .toList();
    List<Cells> begun =
        notOver.stream()
            .filter(role -> !role.day("beginDate").map(today::isBefore).orElse(false))
            .toList();
    return new Here(
        user,
        begun.stream().map(role -> role.text("role")).distinct().toList(),
        begun.size() < notOver.size(),
        agent,
        List.of());
  }

  private static void mayBeOfAge(Here here, Sector sector, SingleRecord looked) {
    if (here.isPupil() && sector == Sector.PO && here.user().saysOfAge()) {
      looked.remark(UserRecord.OF_AGE, "of-age-at-primary-school", UserRecord.NOBODY_OF_AGE);
    }
  }

  /** Others are told whom a school has, and would not know the school. */
  Uni<RegisteredSchool> registered(At at) {
    return schools
        .load(Schools.stream(at.board(), at.school()))
        .map(loaded -> loaded.state().mustBeRegistered());
  }

  /** While a whole roster comes in, what comes alone would be undone or would undo it. */
  Uni<Void> noImport(At at) {
    return noImport(pool, at);
  }

  static Uni<Void> noImport(SqlClient sql, At at) {
    return sql.preparedQuery(RUNNING)
        .execute(Tuple.of(at.board().id(), at.school().id()))
        .invoke(
            rows -> {
              if (rows.size() > 0) {
                throw new Refused(
                    "import-running",
                    "a roster is coming in, import "
                        + rows.iterator().next().getUUID("id")
                        + "; push this after its end");
              }
            })
        .replaceWithVoid();
  }

  private Uni<Boolean> agent(At at, String user) {
    return pool.preparedQuery(IS_GUARDIAN)
        .execute(Tuple.of(at.board().id(), at.school().id(), user))
        .map(rows -> rows.size() > 0);
  }

  private Uni<List<Agent>> guardiansOf(At at, UserRecord user, SingleRecord looked) {
    return Multi.createFrom()
        .iterable(user.cells().list("agentSourcedIds"))
        .onItem()
        .transformToUniAndConcatenate(
            id ->
                guardians
                    .load(Guardians.stream(at.board(), at.school(), id))
                    .map(known -> Map.entry(id, known.state())))
        .collect()
        .in(
            LinkedHashMap<String, Guardian>::new,
            (all, one) -> all.put(one.getKey(), one.getValue()))
        .map(named -> named(named, looked));
  }

  /** A pupil may be entered before the guardians: the ties are kept, and hold once those come. */
  private static List<Agent> named(Map<String, Guardian> named, SingleRecord looked) {
    if (!named.values().stream().allMatch(Guardian::present)) {
      looked.remark(
          "agents",
          "unknown-reference",
          "a guardian named here is not at this school; the tie was kept, and holds once that"
              + " guardian is");
    }
    return named.entrySet().stream()
        .map(one -> Agent.speaking(one.getKey(), one.getValue().language()))
        .toList();
  }

  /** Who looks after a pupil may be entered later than the pupil: it is taken, and said. */
  private Uni<Void> namesStaff(At at, Here here, SingleRecord looked) {
    Uni<Void> all = Uni.createFrom().voidItem();
    for (String column : here.isPupil() ? UserRecord.STAFF_NAMED : List.<String>of()) {
      String named = here.user().cells().text(column);
      if (named != null) {
        all = all.chain(() -> namesStaff(at, column, named, looked));
      }
    }
    return all;
  }

  private Uni<Void> namesStaff(At at, String column, String named, SingleRecord looked) {
    return staff
        .load(StaffMembers.stream(at.board(), at.school(), named))
        .invoke(
            known -> {
              if (!known.state().present()) {
                looked.remark(column, "unknown-staff", UserRecord.NO_SUCH_STAFF);
              }
            })
        .replaceWithVoid();
  }

  /** What restricts somebody else is kept for when the roster names them: it is said. */
  private Uni<Void> restrictsGuardians(At at, Here here, SingleRecord looked) {
    if (!here.isPupil() || here.user().restrictingOthersThan(Set.of()).isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return pupils
        .load(Pupils.stream(at.board(), at.school(), here.user().id()))
        .map(
            known ->
                known.state().guardians().stream()
                    .map(Guardianship::guardian)
                    .collect(Collectors.toSet()))
        .invoke(
            guardians ->
                here.user()
                    .restrictingOthersThan(guardians)
                    .forEach(
                        column ->
                            looked.remark(
                                column, UserRecord.NO_GUARDIAN, UserRecord.RESTRICTS_NOBODY)))
        .replaceWithVoid();
  }

  private Uni<Effects> enter(At at, Here here, Sector sector) {
    UserRecord user = here.user();
    Effects effects = new Effects();
    return asGuardian(at, here, effects)
        .chain(
            () ->
                here.work().isEmpty()
                    ? leavesStaff(at, user.id(), effects)
                    : effects.then(staff(at, user.asStaff(here.work()))))
        .chain(
            () ->
                effects.then(
                    here.isPupil()
                        ? pupil(at, asPupil(here, sector))
                        : leaves(at, "pupil", user.id())))
        .onFailure(SubjectForgotten.class)
        .transform(gone -> forgotten())
        .call(() -> stillKnown(at, user.id(), effects))
        .replaceWith(effects);
  }

  private static PupilCommand.RegisterPupil asPupil(Here here, Sector sector) {
    UserRecord user = here.user();
    PupilCommand.RegisterPupil said =
        user.asPupil(
            user.cells().said("agentSourcedIds").map(any -> here.guardians()), Optional.empty());
    return sector == Sector.PO ? said.atPrimarySchool() : said;
  }

  /**
   * Who forgets somebody finds what is entered, or what is entered finds them forgotten: then it is
   * taken back. What broke off before that is taken back when it is pushed again.
   */
  private Uni<Void> stillKnown(At at, String id, Effects effects) {
    return pool.preparedQuery(FORGOTTEN)
        .execute(Tuple.of(at.board().id(), id))
        .map(rows -> rows.iterator().next().getBoolean("forgotten"))
        .chain(
            forgotten ->
                forgotten
                    ? left(at, id, effects).chain(() -> Uni.createFrom().<Void>failure(forgotten()))
                    : Uni.createFrom().voidItem());
  }

  private Uni<Void> asGuardian(At at, Here here, Effects effects) {
    if (!here.isGuardian()) {
      return effects.then(leaves(at, "guardian", here.user().id())).replaceWithVoid();
    }
    GuardianCommand.RegisterGuardian command = here.user().asGuardian();
    return effects
        .then(guardian(at, command))
        .chain(effect -> tellPupils(at, command, effect, effects));
  }

  /** A guardian's language is known with each pupil: whoever writes about the pupil needs it. */
  private Uni<Void> tellPupils(
      At at, GuardianCommand.RegisterGuardian guardian, Effect effect, Effects effects) {
    return effect.position() == 0 || guardian.language().isEmpty()
        ? Uni.createFrom().voidItem()
        : subscriptions
            .reached(RosterMembers.NAME, effect.partition(), effect.position(), UP_TO_DATE_WITHIN)
            .chain(
                () ->
                    pool.preparedQuery(WARDS)
                        .execute(Tuple.of(at.board().id(), at.school().id(), guardian.guardian())))
            .onItem()
            .transformToMulti(Multi.createFrom()::iterable)
            .map(row -> row.getString("pupil"))
            .onItem()
            .transformToUniAndConcatenate(
                pupil ->
                    effects.then(
                        speaks(at, pupil, guardian.guardian(), guardian.language().orElseThrow())))
            .collect()
            .last()
            .replaceWithVoid();
  }

  private Uni<Effect> speaks(At at, String pupil, String guardian, String language) {
    return Effect.of(
        pupils.handle(
            Pupils.stream(at.board(), at.school(), pupil),
            new PupilCommand.GuardianSpeaks(pupil, guardian, language),
            at.meta()));
  }

  private static Refused forgotten() {
    return new Refused(
        "forgotten", "all that was known of this id was erased; who comes back gets a new one");
  }

  private Uni<Effect> guardian(At at, GuardianCommand.RegisterGuardian command) {
    var stream = Guardians.stream(at.board(), at.school(), command.guardian());
    return Effect.of(guardians.handle(stream, command, at.meta()));
  }

  private Uni<Effect> staff(At at, StaffCommand.RegisterStaff command) {
    var stream = StaffMembers.stream(at.board(), at.school(), command.staff());
    return Effect.of(staff.handle(stream, command, at.meta()));
  }

  private Uni<Effect> pupil(At at, PupilCommand.RegisterPupil command) {
    var stream = Pupils.stream(at.board(), at.school(), command.pupil());
    return Effect.of(pupils.handle(stream, command, at.meta()));
  }

  private Uni<Effect> leaves(At at, String kind, String id) {
    Board board = at.board();
    School school = at.school();
    return switch (kind) {
      case "pupil" ->
          Effect.of(
              pupils.handle(
                  Pupils.stream(board, school, id), new PupilCommand.LeaveSchool(id), at.meta()));
      case "guardian" ->
          Effect.of(
              guardians.handle(
                  Guardians.stream(board, school, id),
                  new GuardianCommand.LeaveSchool(id),
                  at.meta()));
      default ->
          Effect.of(
              staff.handle(
                  StaffMembers.stream(board, school, id),
                  new StaffCommand.LeaveSchool(id),
                  at.meta()));
    };
  }

  /** Who works here no more teaches nothing here any more, also after coming back. */
  private Uni<Effect> leavesStaff(At at, String id, Effects effects) {
    return effects
        .then(leaves(at, "staff", id))
        .call(left -> left.known() ? places.ofStaff(at, id, effects) : Uni.createFrom().voidItem());
  }

  /**
   * The user has left, in whatever role.
   *
   * @return empty where nobody here was ever known by this id
   */
  public Uni<Optional<Pushed.Outcome>> userLeft(At at, String id) {
    Effects effects = new Effects();
    return noImport(at)
        .chain(() -> left(at, id, effects))
        .map(
            all ->
                effects.known()
                    ? Optional.of(effects.outcome(new SingleRecord()))
                    : Optional.empty());
  }

  private Uni<Void> left(At at, String id, Effects effects) {
    return Multi.createFrom()
        .items(KINDS.stream().sorted())
        .onItem()
        .transformToUniAndConcatenate(
            kind ->
                kind.equals("staff")
                    ? leavesStaff(at, id, effects)
                    : effects.then(leaves(at, kind, id)))
        .collect()
        .last()
        .replaceWithVoid();
  }

  /**
   * Enters a class; its pupils and teachers stay as they were, within the days of its terms.
   * Courses do not come alone: a class that names no subjects keeps those it has.
   *
   * @return fails with {@link nl.tenzij.ledger.web.Invalid} where a rule of the roster refuses it
   */
  public Uni<Pushed.Outcome> schoolClass(At at, Pushed record) {
    SingleRecord looked = new SingleRecord();
    Cells cells = looked.take(RosterFile.CLASSES, "", record.values());
    looked.checkNoCitizenNumber(record.texts());
    ofThisSchool(at, looked, cells);
    looked.mustBeFine();
    return turns.alone(
        at,
        PushTurns.ofClass(record.id()),
        () -> enter(at, new ClassRecord(record.id(), cells), looked));
  }

  private Uni<Pushed.Outcome> enter(At at, ClassRecord record, SingleRecord looked) {
    Effects effects = new Effects();
    return noImport(at)
        .chain(() -> registered(at))
        .chain(() -> classes.load(Classes.stream(at.board(), at.school(), record.id())))
        .chain(known -> enter(at, record, known.state(), looked, effects))
        .map(done -> effects.outcome(looked));
  }

  private Uni<Void> enter(
      At at, ClassRecord record, RosterClass known, SingleRecord looked, Effects effects) {
    var stream = Classes.stream(at.board(), at.school(), record.id());
    ClassCommand command = record.asClass(known.subjects(), Optional.empty());
    List<String> terms = record.cells().list("termSourcedIds");
    return effects
        .then(Effect.of(classes.handle(stream, command, at.meta())))
        .chain(() -> classDays.by(at, terms, looked))
        .call(days -> classDays.change(at, record.id(), terms, days, effects))
        .chain(days -> asTermsAre(at, record.id(), terms, days, effects));
  }

  /** Whoever pushed one of the terms meanwhile found no class that names it. */
  private Uni<Void> asTermsAre(
      At at, String id, List<String> terms, Optional<Days> entered, Effects effects) {
    return classDays
        .by(at, terms, new SingleRecord())
        .chain(
            days ->
                days.equals(entered)
                    ? Uni.createFrom().voidItem()
                    : classDays
                        .change(at, id, terms, days, effects)
                        .chain(() -> asTermsAre(at, id, terms, days, effects)));
  }

  static void ofThisSchool(At at, SingleRecord looked, Cells cells) {
    if (!cells.value("schoolSourcedId").orElse(at.school().id()).equals(at.school().id())) {
      looked.refuse("school.sourcedId", "other-school", "is the school of the path");
    }
  }

  /**
   * The class is no more: nobody has a place in it, also once it is there again.
   *
   * @return empty where no class was ever known by this id
   */
  public Uni<Optional<Pushed.Outcome>> classEnded(At at, String id) {
    return turns.alone(at, PushTurns.ofClass(id), () -> end(at, id));
  }

  private Uni<Optional<Pushed.Outcome>> end(At at, String id) {
    var stream = Classes.stream(at.board(), at.school(), id);
    Effects effects = new Effects();
    return noImport(at)
        .chain(
            () ->
                effects.then(
                    Effect.of(classes.handle(stream, new ClassCommand.EndClass(id), at.meta()))))
        .chain(
            ended -> ended.known() ? places.ofClass(at, id, effects) : Uni.createFrom().voidItem())
        .map(
            done ->
                effects.known()
                    ? Optional.of(effects.outcome(new SingleRecord()))
                    : Optional.empty());
  }

  /** All texts of some JSON, by field, but for passwords, wherever they stand. */
  public static Map<String, String> texts(JsonObject record) {
    Map<String, String> texts = new HashMap<>();
    gather(record, "", texts);
    return texts;
  }

  private static void gather(Object value, String field, Map<String, String> texts) {
    switch (value) {
      case JsonObject object ->
          object.forEach(
              part -> {
                if (!part.getKey().equalsIgnoreCase("password")) {
                  gather(part.getValue(), join(field, part.getKey()), texts);
                }
              });
      case JsonArray array -> {
        for (int i = 0; i < array.size(); i++) {
          gather(array.getValue(i), field + "[" + i + "]", texts);
        }
      }
      case null -> {
        // Says nothing.
      }
      default -> texts.put(field, value.toString());
    }
  }

  private static String join(String field, String part) {
    return Stream.of(field, part).filter(each -> !each.isEmpty()).collect(Collectors.joining("."));
  }
}
