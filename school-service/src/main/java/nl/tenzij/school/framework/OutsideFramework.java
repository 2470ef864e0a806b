package nl.tenzij.school.framework;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import nl.tenzij.ledger.decider.Refused.Point;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Loaded;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.policy.Departures;
import nl.tenzij.school.policy.Policies;
import nl.tenzij.school.policy.PolicyCommand;
import nl.tenzij.school.policy.PolicyEvent;
import nl.tenzij.school.policy.PolicyPeriodRow;
import nl.tenzij.school.policy.SchoolPolicy;

/**
 * Which policies in force a board's framework, as it is now, does not allow. They stay in force:
 * the council consented to them, and the next version has to fit.
 */
@ApplicationScoped
public class OutsideFramework {

  @Inject CommandHandler<FrameworkCommand, Framework, FrameworkEvent> frameworks;
  @Inject CommandHandler<PolicyCommand, SchoolPolicy, PolicyEvent> policies;

  /** A policy with all that stands in the way. */
  public record Outside(String school, SchoolPolicy policy, List<Point> departures) {

    /** By which they are in order. */
    public String place() {
      return school + '/' + policy.topic();
    }
  }

  /** In order of schools and topics. */
  public Uni<List<Outside>> of(Board board) {
    return frameworks
        .load(Frameworks.stream(board))
        .map(Loaded::state)
        .chain(
            framework ->
                Panache.withSession(() -> PolicyPeriodRow.now(board))
                    .chain(rows -> outside(framework, board, rows)));
  }

  private Uni<List<Outside>> outside(Framework framework, Board board, List<PolicyPeriodRow> rows) {
    return Multi.createFrom()
        .iterable(rows)
        .onItem()
        .transformToUniAndConcatenate(row -> beside(framework, board, row))
        .filter(found -> !found.departures().isEmpty())
        .collect()
        .asList()
        .map(all -> all.stream().sorted(Comparator.comparing(Outside::place)).toList());
  }

  private Uni<Outside> beside(Framework framework, Board board, PolicyPeriodRow row) {
    return policies
        .load(Policies.stream(board, new School(row.school), row.policy))
        .map(Loaded::state)
        .map(
            policy ->
                new Outside(
                    row.school,
                    policy,
                    Departures.of(framework.bounds(), policy.topic(), policy.content())));
  }
}
