package nl.tenzij.sanction.educationaluse;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import org.hibernate.annotations.Immutable;

/** Educational use in a list. Written by {@link EducationalUseOverview} only. */
@Entity
@Immutable
@Table(name = "educational_use_view")
public class EducationalUseRow extends PanacheEntityBase {

  @Id
  @Column(name = "educational_use")
  public UUID educationalUse;

  public String board;
  public String school;
  public long position;

  @Column(name = "class")
  public String schoolClass;

  public String teacher;

  @Column(name = "from_at")
  public Instant opensAt;

  @Column(name = "until_at")
  public Instant endsAt;

  @Column(name = "closes_at")
  public Instant closesAt;

  /**
   * Newest first.
   *
   * @param group of this class only; null: of all
   * @param openAt only what is open at this moment; null: all
   * @param before the position in the log that all of them come before
   */
  public static Uni<List<EducationalUseRow>> page(
      Board board, School school, String group, Instant openAt, long before, int most) {
    var query = new StringBuilder("board = :board and school = :school and position < :before");
    Map<String, Object> values = new HashMap<>();
    values.put("board", board.id());
    values.put("school", school.id());
    values.put("before", before);
    if (group != null) {
      query.append(" and schoolClass = :schoolClass");
      values.put("schoolClass", group);
    }
    if (openAt != null) {
      query.append(" and opensAt <= :at and closesAt > :at");
      values.put("at", openAt);
    }
    return EducationalUseRow.<EducationalUseRow>find(
            query.append(" order by position desc").toString(), values)
        .range(0, most - 1)
        .list();
  }
}
