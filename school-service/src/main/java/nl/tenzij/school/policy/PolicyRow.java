package nl.tenzij.school.policy;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.policy.SchoolPolicy.Life;
import org.hibernate.annotations.Immutable;

/** A policy in a list. Written by {@link PolicyOverview} only. */
@Entity
@Immutable
@Table(name = "policy_overview")
public class PolicyRow extends PanacheEntityBase {

  @Id public UUID policy;
  public String board;
  public String school;

  @Enumerated(EnumType.STRING)
  public Topic topic;

  public String title;

  @Enumerated(EnumType.STRING)
  public Life life;

  public int revision;
  public long position;

  @Column(name = "in_force_from")
  public Instant inForceFrom;

  /**
   * Newest first.
   *
   * @param lives in which of these stages of life
   * @param before the position in the log that all of them come before
   */
  public static Uni<List<PolicyRow>> page(
      Board board, School school, List<Life> lives, long before, int most) {
    return PolicyRow.<PolicyRow>find(
            "board = ?1 and school = ?2 and life in ?3 and position < ?4 order by position desc",
            board.id(),
            school.id(),
            lives,
            before)
        .page(0, most)
        .list();
  }

  /** All of a board's that a council has before it, or consented to, and those in force. */
  public static Uni<List<PolicyRow>> decidedOn(Board board) {
    return PolicyRow.<PolicyRow>find(
            "board = ?1 and life in ?2",
            board.id(),
            List.copyOf(EnumSet.range(Life.SUBMITTED, Life.IN_FORCE)))
        .list();
  }

  /** Whether another on its topic was begun after this one, or was made known. */
  public static Uni<Boolean> isBuiltOn(Board board, School school, Topic topic, UUID policy) {
    return PolicyRow.count(
            """
            board = ?1 and school = ?2 and topic = ?3 and policy <> ?4 and (life in ?5
              or position > (select own.position from PolicyRow own where own.policy = ?4))""",
            board.id(),
            school.id(),
            topic,
            policy,
            List.copyOf(EnumSet.range(Life.PUBLISHED, Life.SUPERSEDED)))
        .map(others -> others > 0);
  }

  /** All on a topic that are on their way, or in force, oldest first. */
  public static Uni<List<PolicyRow>> standing(Board board, School school, Topic topic) {
    return PolicyRow.<PolicyRow>find(
            "board = ?1 and school = ?2 and topic = ?3 and life <> ?4 order by position",
            board.id(),
            school.id(),
            topic,
            Life.SUPERSEDED)
        .list();
  }
}
