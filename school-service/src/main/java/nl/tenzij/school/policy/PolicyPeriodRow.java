package nl.tenzij.school.policy;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import org.hibernate.annotations.Immutable;

/**
 * A time in which a policy was in force. Written by {@link PolicyPeriods} only. {@code until} is
 * null while it lasts.
 */
@Entity
@Immutable
@Table(name = "policy_period")
public class PolicyPeriodRow extends PanacheEntityBase {

  @Id public UUID policy;
  public String board;
  public String school;

  @Enumerated(EnumType.STRING)
  public Topic topic;

  public Instant since;
  public Instant until;

  /** What was in force at a school at a moment, one per topic at most. */
  public static Uni<List<PolicyPeriodRow>> at(Board board, School school, Instant moment) {
    return PolicyPeriodRow.<PolicyPeriodRow>find(
            "board = ?1 and school = ?2 and since <= ?3 and (until is null or until > ?3)"
                + " order by topic",
            board.id(),
            school.id(),
            moment)
        .list();
  }

  /** All that ever was in force at a school on a topic; what came last is first. */
  public static Uni<List<PolicyPeriodRow>> of(Board board, School school, Topic topic) {
    return PolicyPeriodRow.<PolicyPeriodRow>find(
            "board = ?1 and school = ?2 and topic = ?3 order by since desc",
            board.id(),
            school.id(),
            topic)
        .list();
  }
}
