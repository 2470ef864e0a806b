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
import java.util.Set;
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
   * What somebody may read.
   *
   * @param whole all of the school but {@code closed}; else what they reported themselves only
   * @param closed what they may not read, unless they reported it themselves
   */
  record Reader(String person, boolean whole, Set<UUID> closed) {}

  /**
   * @param before the position in the log that all of them come before
   */
  static Uni<List<IncidentRow>> page(
      Board board, School school, Reader reader, long before, int most) {
    String newest = "board = ?1 and school = ?2 and position < ?3";
    return (reader.whole()
            ? IncidentRow.<IncidentRow>find(
                newest + " and (reportedBy = ?4 or incident not in ?5)" + NEWEST_FIRST,
                board.id(),
                school.id(),
                before,
                reader.person(),
                reader.closed())
            : IncidentRow.<IncidentRow>find(
                newest + " and reportedBy = ?4" + NEWEST_FIRST,
                board.id(),
                school.id(),
                before,
                reader.person()))
        .range(0, most - 1)
        .list();
  }
}
