package nl.tenzij.school.selfcheck;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Loaded;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.evaluation.EvaluationRow;
import nl.tenzij.school.framework.Framework;
import nl.tenzij.school.framework.FrameworkCommand;
import nl.tenzij.school.framework.FrameworkEvent;
import nl.tenzij.school.framework.Frameworks;
import nl.tenzij.school.policy.Bounds;
import nl.tenzij.school.policy.Departures;
import nl.tenzij.school.policy.Policies;
import nl.tenzij.school.policy.PolicyCommand;
import nl.tenzij.school.policy.PolicyEvent;
import nl.tenzij.school.policy.PolicyRow;
import nl.tenzij.school.policy.SchoolPolicy;
import nl.tenzij.school.policy.SchoolPolicy.Life;
import nl.tenzij.school.policy.Topic;

/** Answers the tree for a school, from the log as it is now. */
@ApplicationScoped
public class SelfChecks {

  @Inject Clock clock;
  @Inject CommandHandler<PolicyCommand, SchoolPolicy, PolicyEvent> policies;
  @Inject CommandHandler<FrameworkCommand, Framework, FrameworkEvent> frameworks;

  /** A school's answer, with the policies it is about. */
  public record Checked(
      String school,
      Optional<SchoolPolicy> inForce,
      Optional<SchoolPolicy> coming,
      SelfCheck result) {
    static Checked of(School school, Facts facts) {
      return new Checked(school.id(), facts.inForce(), facts.coming(), GuidelineTree.walk(facts));
    }
  }

  public Uni<Checked> of(Board board, School school, ZoneId zone) {
    return frameworks
        .load(Frameworks.stream(board))
        .map(loaded -> loaded.state().binding())
        .chain(bounds -> of(board, school, zone, bounds));
  }

  /**
   * @param bounds what the board leaves to its schools
   */
  public Uni<Checked> of(Board board, School school, ZoneId zone, Bounds bounds) {
    return Panache.withSession(() -> PolicyRow.standing(board, school, Topic.PHONES))
        .chain(rows -> states(board, school, rows))
        .chain(
            standing ->
                evaluated(board, school, inForce(standing))
                    .map(last -> facts(zone, bounds, standing, last)))
        .map(facts -> Checked.of(school, facts));
  }

  private Uni<List<SchoolPolicy>> states(Board board, School school, List<PolicyRow> rows) {
    return Multi.createFrom()
        .iterable(rows)
        .onItem()
        .transformToUniAndConcatenate(
            row -> policies.load(Policies.stream(board, school, row.policy)).map(Loaded::state))
        .collect()
        .asList();
  }

  private static Optional<SchoolPolicy> inForce(List<SchoolPolicy> standing) {
    return standing.stream()
        .filter(policy -> policy.life() == Life.IN_FORCE)
        .max(Comparator.comparing(SchoolPolicy::from));
  }

  /** When the policy in force was last evaluated to the end. */
  private static Uni<Optional<LocalDate>> evaluated(
      Board board, School school, Optional<SchoolPolicy> inForce) {
    if (inForce.isEmpty()) {
      return Uni.createFrom().item(Optional.empty());
    }
    return Panache.withSession(() -> EvaluationRow.of(board, school, inForce.get().policy()))
        .map(
            rows ->
                rows.stream()
                    .map(row -> row.closedOn)
                    .filter(Objects::nonNull)
                    .max(Comparator.naturalOrder()));
  }

  private Facts facts(
      ZoneId zone, Bounds bounds, List<SchoolPolicy> standing, Optional<LocalDate> evaluated) {
    Optional<SchoolPolicy> inForce = inForce(standing);
    Optional<SchoolPolicy> coming =
        standing.stream()
            .filter(policy -> policy.life().compareTo(Life.IN_FORCE) < 0)
            .reduce((one, later) -> later.life().compareTo(one.life()) >= 0 ? later : one);
    boolean fits =
        inForce
            .map(policy -> Departures.of(bounds, policy.topic(), policy.content()).isEmpty())
            .orElse(true);
    LocalDate today = LocalDate.now(clock.withZone(zone));
    return new Facts(inForce, coming, evaluated, fits, today, zone);
  }
}
