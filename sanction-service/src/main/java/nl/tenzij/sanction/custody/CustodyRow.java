package nl.tenzij.sanction.custody;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.sanction.incident.Device;
import org.hibernate.annotations.Immutable;

/** A device in custody, in a list. Written by {@link CustodyOverview} only. */
@Entity
@Immutable
@Table(name = "custody_view")
public class CustodyRow extends PanacheEntityBase {

  @Id public UUID custody;
  public String board;
  public String school;
  public long position;
  public String pupil;

  @Enumerated(EnumType.STRING)
  public Device device;

  @Enumerated(EnumType.STRING)
  public Custody.Keeping keeping;

  public String spot;

  @Column(name = "taken_by")
  public String takenBy;

  @Enumerated(EnumType.STRING)
  public Custody.Status status;

  @Column(name = "handed_in_at")
  public Instant handedInAt;

  @Column(name = "due_at")
  public Instant dueAt;

  @Column(name = "out_of_hours")
  public boolean outOfHours;

  @Column(name = "returned_at")
  public Instant returnedAt;

  @Enumerated(EnumType.STRING)
  @Column(name = "returned_to")
  public Custody.Receiver returnedTo;

  @Column(name = "turned_up_at")
  public Instant turnedUpAt;

  @Column(name = "turned_up_by")
  public String turnedUpBy;

  @Column(name = "handed_in_again")
  public UUID handedInAgain;

  /**
   * Newest first.
   *
   * @param pupil of this pupil only; null: of all
   * @param status of this status only; null: of any
   * @param before the position in the log that all of them come before
   */
  public static Uni<List<CustodyRow>> page(
      Board board, School school, String pupil, Custody.Status status, long before, int most) {
    var query = new StringBuilder("board = :board and school = :school and position < :before");
    Map<String, Object> values = new HashMap<>();
    values.put("board", board.id());
    values.put("school", school.id());
    values.put("before", before);
    if (pupil != null) {
      query.append(" and pupil = :pupil");
      values.put("pupil", pupil);
    }
    if (status != null) {
      query.append(" and status = :status");
      values.put("status", status);
    }
    return CustodyRow.<CustodyRow>find(query.append(" order by position desc").toString(), values)
        .range(0, most - 1)
        .list();
  }
}
