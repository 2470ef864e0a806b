package nl.tenzij.exception.concern;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import org.hibernate.annotations.Immutable;

/** A concern in a list. Written by {@link ConcernOverview} only; who reported it is not in it. */
@Entity
@Immutable
@Table(name = "concern_overview")
public class ConcernRow extends PanacheEntityBase {

  @Id public UUID concern;
  public String board;
  public String school;
  public long position;
  public String pupil;

  @Enumerated(EnumType.STRING)
  public ConcernStatus status;

  @Column(name = "reported_at")
  public Instant reportedAt;

  @Column(name = "changed_at")
  public Instant changedAt;

  /**
   * Newest first.
   *
   * @param before the position in the log that all of them come before
   * @param but pupils of whom there are none in it
   */
  public static Uni<List<ConcernRow>> page(
      Board board, School school, long before, Set<String> but, int most) {
    return ConcernRow.<ConcernRow>find(
            "board = ?1 and school = ?2 and position < ?3 and pupil not in ?4 order by position desc",
            board.id(),
            school.id(),
            before,
            but)
        .range(0, most - 1)
        .list();
  }

  /** As {@link #page}, of one pupil. */
  public static Uni<List<ConcernRow>> pageOf(
      String pupil, Board board, School school, long before, int most) {
    return ConcernRow.<ConcernRow>find(
            "board = ?1 and school = ?2 and position < ?3 and pupil = ?4 order by position desc",
            board.id(),
            school.id(),
            before,
            pupil)
        .range(0, most - 1)
        .list();
  }
}
