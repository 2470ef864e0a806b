package nl.tenzij.sanction.overview;

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
import java.util.UUID;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.sanction.incident.Breach;
import nl.tenzij.sanction.incident.Category;
import nl.tenzij.sanction.incident.Device;
import nl.tenzij.sanction.incident.Place;
import org.hibernate.annotations.Immutable;

/** An incident in a list. Written by {@link IncidentOverview} only. */
@Entity
@Immutable
@Table(name = "incident_overview")
public class IncidentRow extends PanacheEntityBase {

  private static final String NEWEST_FIRST = " order by position desc";

  @Id public UUID incident;
  public String board;
  public String school;
  public long position;

  @Enumerated(EnumType.STRING)
  public Category category;

  @Enumerated(EnumType.STRING)
  public Breach breach;

  @Enumerated(EnumType.STRING)
  public Device device;

  @Enumerated(EnumType.STRING)
  public Place place;

  @Column(name = "occurred_at")
  public Instant occurredAt;

  @Column(name = "reported_by")
  public String reportedBy;

  @Column(name = "recorded_at")
  public Instant recordedAt;

  public boolean corrected;

  /**
   * @param reporter whose incidents only; null: everyone's
   * @param before the position in the log that all of them come before
   */
  static Uni<List<IncidentRow>> page(
      Board board, School school, String reporter, long before, int most) {
    String newest = "board = ?1 and school = ?2 and position < ?3";
    return (reporter == null
            ? IncidentRow.<IncidentRow>find(newest + NEWEST_FIRST, board.id(), school.id(), before)
            : IncidentRow.<IncidentRow>find(
                newest + " and reportedBy = ?4" + NEWEST_FIRST,
                board.id(),
                school.id(),
                before,
                reporter))
        .range(0, most - 1)
        .list();
  }
}
