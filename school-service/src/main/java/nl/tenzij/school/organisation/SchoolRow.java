package nl.tenzij.school.organisation;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.List;
import nl.tenzij.ledger.tenancy.Board;
import org.hibernate.annotations.Immutable;

/** A school in its board's list. Written by {@link SchoolOverview} only. */
@Entity
@Immutable
@IdClass(SchoolRow.Key.class)
@Table(name = "school_overview")
public class SchoolRow extends PanacheEntityBase {

  @Id public String board;
  @Id public String school;
  public String name;
  public String identifier;

  @Enumerated(EnumType.STRING)
  public Sector sector;

  @Column(name = "time_zone")
  public String timeZone;

  /** What a row is known by. */
  public record Key(String board, String school) {}

  /**
   * In order of their ids.
   *
   * @param after the id that all of them come after
   */
  public static Uni<List<SchoolRow>> page(Board board, String after, int most) {
    return SchoolRow.<SchoolRow>find(
            "board = ?1 and school > ?2 order by school", board.id(), after)
        .page(0, most)
        .list();
  }
}
