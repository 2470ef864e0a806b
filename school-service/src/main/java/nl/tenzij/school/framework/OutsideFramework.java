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
import nl.tenzij.school.policy.PolicyRow;
import nl.tenzij.school.policy.SchoolPolicy;

/**
 * Which policies a board's framework, as it is now, does not allow: those in force, and those that
 * a council has before it or consented to already. What is in force stays so; what is on its way is
 * told of while it can still be taken back. A draft is refused by itself.
 */
@ApplicationScoped
public class OutsideFramework {

  @Inject CommandHandler<FrameworkCommand, Framework, FrameworkEvent> frameworks;
  @Inject CommandHandler<PolicyCommand, SchoolPolicy, PolicyEvent> policies;

  /** A policy with all that stands in the way. */
  public record Outside(String school, SchoolPolicy policy, List<Point> departures) {

    /** By which they are in order. */
    public String place() {
      return school + '/' + policy.topic() + '/' + policy.policy();
    }
  }

  /** In order of schools and topics. */
  public Uni<List<Outside>> of(Board board) {
    return frameworks
        .load(Frameworks.stream(board))
        .map(Loaded::state)
        .chain(
            framework ->
                Panache.withSession(() -> PolicyRow.decidedOn(board))
                    .chain(rows -> outside(framework, board, rows)));
  }

  private Uni<List<Outside>> outside(Framework framework, Board board, List<PolicyRow> rows) {
    return Multi.createFrom()
        .iterable(rows)
        .onItem()
        .transformToUniAndConcatenate(row -> beside(framework, board, row))
        .filter(found -> !found.departures().isEmpty())
        .collect()
        .asList()
        .map(all -> all.stream().sorted(Comparator.comparing(Outside::place)).toList());
  }

  private Uni<Outside> beside(Framework framework, Board board, PolicyRow row) {
    return policies
        .load(Policies.stream(board, new School(row.school), row.policy))
        .map(Loaded::state)
        .map(
            policy ->
                new Outside(
                    row.school,
                    policy,
                    Departures.of(framework.binding(), policy.topic(), policy.content())));
  }
}
