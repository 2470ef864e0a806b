package nl.tenzij.school.roster;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import nl.tenzij.ledger.store.EventStore;
import nl.tenzij.ledger.subscription.Subscriptions;
import nl.tenzij.school.roster.KeptRosters.Kept;
import nl.tenzij.school.roster.RosterImports.Claim;

/**
 * Looks at all lines together: which are about this school, which point at something that is not
 * there, which take the place of kept ones, and what that changes for whom. All in one transaction:
 * either the roster is as the package says and it is written down what is to be entered into the
 * log, or nothing has happened.
 */
@ApplicationScoped
class Resolution {

  private static final Duration UP_TO_DATE_WITHIN = Duration.ofMinutes(10);
  private static final int PERCENT = 100;

  @Inject Pool pool;
  @Inject EventStore store;
  @Inject Subscriptions subscriptions;
  @Inject KeptRosters rosters;
  @Inject RosterConfiguration configuration;

  /** How to go on. */
  sealed interface Verdict {
    /** It is written down what is to be entered. */
    record Enter() implements Verdict {}

    /** What is new can't be understood without what is known: all lines are to be read. */
    record ReadAll() implements Verdict {}

    /** More pupils would leave than do without somebody saying so. */
    record Ask(int leaving, int present) implements Verdict {}
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
    return upToDate(claim.of())
        .chain(() -> rosters.open(claim.of()))
        .chain(kept -> pool.withTransaction(sql -> resolve(sql, claim, kept, today)))
        .onFailure(TakenBack.class)
        .recoverWithItem(back -> ((TakenBack) back).verdict);
  }

  /** The list of who is here has to show all that was entered before. */
  private Uni<Void> upToDate(ImportId of) {
    int partition = store.partition(of.board(), of.school());
    return store
        .head(partition)
        .chain(
            head -> subscriptions.reached(RosterMembers.NAME, partition, head, UP_TO_DATE_WITHIN));
  }

  private Uni<Verdict> resolve(SqlConnection sql, Claim claim, Kept kept, LocalDate today) {
    ResolutionRules rules =
        new ResolutionRules(kept.number(), claim.number(), configuration.findingsAtMost());
    return Statements.run(sql, List.of(ResolutionRules.TABLES))
        .chain(() -> given(sql, claim, kept, today))
        .chain(() -> Statements.run(sql, rules.placing()))
        .call(() -> orReadAll(sql, claim, rules.isDangling()))
        .chain(() -> Statements.run(sql, rules.judging()))
        .call(() -> orReadAll(sql, claim, rules.isUnclear()))
        .chain(() -> Statements.run(sql, rules.touching()))
        .call(() -> orReadAll(sql, claim, rules.isNameless()))
        .chain(() -> Statements.run(sql, rules.concluding()))
        .chain(() -> leaving(sql, claim, rules))
        .call(() -> Statements.run(sql, List.of(rules.reached())));
  }

  private static Uni<Void> given(SqlConnection sql, Claim claim, Kept kept, LocalDate today) {
    return sql.preparedQuery(ResolutionRules.GIVEN)
        .execute(
            Tuple.of(
                claim.of().board().id(),
                claim.of().school().id(),
                today,
                !kept.settled(),
                kept.number()))
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
    return sql.query(rules.leaving())
        .execute()
        .map(rows -> rows.iterator().next())
        .map(
            row -> {
              Verdict.Ask ask = new Verdict.Ask(row.getInteger(0), row.getInteger(1));
              if (!claim.confirmed() && isFromAbsence(row) && isMany(ask)) {
                throw new TakenBack(ask);
              }
              return new Verdict.Enter();
            });
  }

  private static boolean isFromAbsence(Row row) {
    return row.getBoolean(2);
  }

  private boolean isMany(Verdict.Ask ask) {
    return ask.leaving() > configuration.leavingUnasked()
        && (long) ask.leaving() * PERCENT
            > (long) ask.present() * configuration.leavingPercentUnasked();
  }
}
