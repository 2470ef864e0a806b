package nl.tenzij.school.template;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.List;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.school.policy.Topic;
import org.hibernate.annotations.Immutable;

/** A template that a board offers. Written by {@link TemplateOverview} only. */
@Entity
@Immutable
@IdClass(TemplateRow.Key.class)
@Table(name = "board_template")
public class TemplateRow extends PanacheEntityBase {

  @Id public String board;
  @Id public String name;
  public int revision;

  @Enumerated(EnumType.STRING)
  public Topic topic;

  public String title;
  public String about;

  /** What a row is known by. */
  public record Key(String board, String name) {}

  /**
   * In order of their names.
   *
   * @param after the name that all of them come after
   */
  public static Uni<List<TemplateRow>> page(Board board, String after, int most) {
    return TemplateRow.<TemplateRow>find(
            "board = ?1 and name > ?2 order by name", board.id(), after)
        .page(0, most)
        .list();
  }

  /** All of a board's, in order of their names. */
  public static Uni<List<TemplateRow>> all(Board board) {
    return TemplateRow.<TemplateRow>find("board = ?1 order by name", board.id()).list();
  }
}
