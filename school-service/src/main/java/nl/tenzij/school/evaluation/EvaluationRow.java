package nl.tenzij.school.evaluation;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import org.hibernate.annotations.Immutable;

/** An evaluation in a list. Written by {@link EvaluationOverview} only. */
@Entity
@Immutable
@Table(name = "evaluation_overview")
public class EvaluationRow extends PanacheEntityBase {

  @Id public UUID evaluation;
  public String board;
  public String school;
  public UUID policy;

  @Column(name = "opened_on")
  public LocalDate openedOn;

  @Column(name = "closed_on")
  public LocalDate closedOn;

  public boolean surveyed;

  @Enumerated(EnumType.STRING)
  public Conclusion conclusion;

  /** All at a school in which people are asked now, newest first. */
  public static Uni<List<EvaluationRow>> open(Board board, School school) {
    return EvaluationRow.<EvaluationRow>find(
            "board = ?1 and school = ?2 and surveyed and closedOn is null"
                + " order by openedOn desc, evaluation",
            board.id(),
            school.id())
        .list();
  }

  /** Newest first. */
  public static Uni<List<EvaluationRow>> of(Board board, School school, UUID policy) {
    return EvaluationRow.<EvaluationRow>find(
            "board = ?1 and school = ?2 and policy = ?3 order by openedOn desc, evaluation",
            board.id(),
            school.id(),
            policy)
        .list();
  }
}
