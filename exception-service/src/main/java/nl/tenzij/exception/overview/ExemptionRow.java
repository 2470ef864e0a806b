package nl.tenzij.exception.overview;

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
import nl.tenzij.exception.exemption.Status;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import org.hibernate.annotations.Immutable;

/**
 * An exemption in a list. Written by {@link ExemptionOverview} only. Holds no purpose: what an
 * exemption is for stays sealed in the log.
 */
@Entity
@Immutable
@Table(name = "exemption_overview")
public class ExemptionRow extends PanacheEntityBase {

  @Id public UUID exemption;
  public String board;
  public String school;
  public long position;
  public String pupil;

  @Enumerated(EnumType.STRING)
  public Status status;

  @Column(name = "requested_at")
  public Instant requestedAt;

  /** Of the last event. */
  @Column(name = "changed_at")
  public Instant changedAt;

  /**
   * Newest first.
   *
   * @param before the position in the log that all of them come before
   */
  static Uni<List<ExemptionRow>> page(Board board, School school, long before, int most) {
    return ExemptionRow.<ExemptionRow>find(
            "board = ?1 and school = ?2 and position < ?3 order by position desc",
            board.id(),
            school.id(),
            before)
        .range(0, most - 1)
        .list();
  }

  /** As {@link #page}, of some pupils. */
  static Uni<List<ExemptionRow>> pageOf(
      Set<String> pupils, Board board, School school, long before, int most) {
    return ExemptionRow.<ExemptionRow>find(
            "board = ?1 and school = ?2 and position < ?3 and pupil in ?4 order by position desc",
            board.id(),
            school.id(),
            before,
            pupils)
        .range(0, most - 1)
        .list();
  }
}
