package nl.tenzij.school.roster;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import nl.tenzij.school.roster.ImportReport.Leaving;
import nl.tenzij.school.roster.KeptRosters.Kept;
import nl.tenzij.school.roster.RosterImports.Claim;

/**
 * Looks at all lines together: which are about this school, which point at something that is not
 * there, which take the place of kept ones, and what that changes for whom. All in one transaction:
 * either the roster is as the package says and it is written down what is to be entered into the
 * log, or nothing has happened. What is pushed meanwhile waits, and is refused.
 */
@ApplicationScoped
class Resolution {

  private static final int PERCENT = 100;

  @Inject Pool pool;
  @Inject KeptRosters rosters;
  @Inject RosterConfiguration configuration;

  /** How to go on. */
  sealed interface Verdict {
    /** It is written down what is to be entered. */
    record Enter() implements Verdict {}

    /** What is new can't be understood without what is known: all lines are to be read. */
    record ReadAll() implements Verdict {}

    /** More would leave than do without somebody saying so. */
    record Ask(Leaving leaving) implements Verdict {}
  }

  /** Takes all of a transaction back. */
  private static final class TakenBack extends RuntimeException {
    private final transient Verdict verdict;

    TakenBack(Verdict verdict) {
      super(null, null, false, false);
      this.verdict = verdict;
    }
  }

  Uni<Verdict> resolve(Claim claim, LocalDate today) {
    return rosters
        .membersUpToDate(claim.of())
        .chain(() -> rosters.open(claim.of()))
        .chain(kept -> pool.withTransaction(sql -> resolve(sql, claim, kept, today)))
        .onFailure(TakenBack.class)
        .recoverWithItem(back -> ((TakenBack) back).verdict);
  }

  private Uni<Verdict> resolve(SqlConnection sql, Claim claim, Kept kept, LocalDate today) {
    return KeptRosters.patientlyAlone(sql, kept.number())
        .chain(() -> Statements.run(sql, List.of(ResolutionRules.TABLES)))
        .chain(() -> given(sql, claim, kept, today))
        .chain(() -> isFirst(sql, kept))
        .chain(first -> resolve(sql, claim, rules(claim, kept, first)));
  }

  private ResolutionRules rules(Claim claim, Kept kept, boolean first) {
    return new ResolutionRules(
        kept.number(), claim.number(), !kept.settled(), first, configuration.findingsAtMost());
  }

  private Uni<Verdict> resolve(SqlConnection sql, Claim claim, ResolutionRules rules) {
    return Statements.run(sql, rules.placing())
        .call(() -> orReadAll(sql, claim, rules.isDangling()))
        .chain(() -> Statements.run(sql, rules.judging()))
        .call(() -> orReadAll(sql, claim, rules.isUnclear()))
        .chain(() -> Statements.run(sql, rules.touching()))
        .call(() -> orReadAll(sql, claim, rules.isNameless()))
        .chain(() -> Statements.run(sql, rules.concluding()))
        .chain(() -> leaving(sql, claim, rules))
        .call(() -> reached(sql, claim, rules));
  }

  private static Uni<Boolean> isFirst(SqlConnection sql, Kept kept) {
    return sql.preparedQuery(ResolutionRules.FIRST)
        .execute(Tuple.of(kept.number()))
        .map(rows -> rows.iterator().next().getBoolean(0));
  }

  private static Uni<Void> reached(SqlConnection sql, Claim claim, ResolutionRules rules) {
    return sql.preparedQuery(rules.reached())
        .execute(Tuple.of(claim.worker()))
        .invoke(claim::mustHold)
        .replaceWithVoid();
  }

  private static Uni<Void> given(SqlConnection sql, Claim claim, Kept kept, LocalDate today) {
    return sql.preparedQuery(ResolutionRules.GIVEN)
        .execute(Tuple.of(claim.of().board().id(), claim.of().school().id(), today, kept.number()))
        .replaceWithVoid();
  }

  /** What was skipped may hold the answer; where nothing was, there is none. */
  private static Uni<Void> orReadAll(SqlConnection sql, Claim claim, String question) {
    if (claim.whole()) {
      return Uni.createFrom().voidItem();
    }
    return sql.query(question)
        .execute()
        .invoke(
            rows -> {
              if (rows.iterator().next().getBoolean(0)) {
                throw new TakenBack(new Verdict.ReadAll());
              }
            })
        .replaceWithVoid();
  }

  private Uni<Verdict> leaving(SqlConnection sql, Claim claim, ResolutionRules rules) {
    return sql.query(rules.leaving(configuration.leavingUnasked()))
        .execute()
        .map(rows -> rows.iterator().next())
        .map(
            row -> {
              Leaving leaving = leaving(row);
              if (!claim.confirmed() && (isMany(leaving, row) || isTooEmpty(leaving, row))) {
                throw new TakenBack(new Verdict.Ask(leaving));
              }
              return new Verdict.Enter();
            });
  }

  private static Leaving leaving(Row row) {
    return new Leaving(
        row.getInteger("pupils"),
        row.getInteger("of_pupils"),
        row.getInteger("guardians"),
        row.getInteger("of_guardians"),
        row.getInteger("staff"),
        row.getInteger("of_staff"),
        row.getInteger("classes"),
        row.getInteger("of_classes"),
        row.getInteger("places"),
        row.getInteger("of_places"));
  }

  /** Because they are absent, not because a delta says of each that it goes. */
  private boolean isMany(Leaving leaving, Row row) {
    return row.getBoolean("persons_by_absence")
        && (isAll(leaving.pupils(), leaving.of())
            || isAll(leaving.staff(), leaving.ofStaff())
            || isMany(leaving.pupils(), leaving.of())
            || isMany(leaving.guardians(), leaving.ofGuardians())
            || isMany(leaving.staff(), leaving.ofStaff()));
  }

  private static boolean isAll(int leaving, int of) {
    return leaving > 0 && leaving == of;
  }

  private boolean isTooEmpty(Leaving leaving, Row row) {
    return row.getBoolean("places_by_absence") && isMany(leaving.places(), leaving.ofPlaces())
        || row.getBoolean("classes_by_absence") && isMany(leaving.classes(), leaving.ofClasses());
  }

  private boolean isMany(int leaving, int of) {
    return isMany(configuration, leaving, of);
  }

  /** Whether more leave than do unasked. */
  static boolean isMany(RosterConfiguration configuration, int leaving, int of) {
    return leaving > configuration.leavingUnasked()
        && (long) leaving * PERCENT > (long) of * configuration.leavingPercentUnasked();
  }
}
