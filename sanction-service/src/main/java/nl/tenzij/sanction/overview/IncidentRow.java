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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** As offenders, by any entry. */
  public String[] named;

  /**
   * What somebody may read.
   *
   * @param whole all of the school but what is closed; else what they reported themselves only
   * @param children own ones: what names one of them as offender is closed, unless they reported it
   *     themselves
   * @param closed what is closed, too: what was listed before the list knew whom it names
   */
  record Reader(String person, boolean whole, Set<String> children, Set<UUID> closed) {}

  /**
   * @param before the position in the log that all of them come before
   */
  static Uni<List<IncidentRow>> page(
      Board board, School school, Reader reader, long before, int most) {
    Map<String, Object> values = new HashMap<>();
    values.put("board", board.id());
    values.put("school", school.id());
    values.put("before", before);
    values.put("person", reader.person());
    String query = "board = :board and school = :school and position < :before and ";
    if (reader.whole()) {
      values.put("closed", reader.closed());
      query += "(reportedBy = :person or incident not in (:closed)" + but(reader, values) + ")";
    } else {
      query += "reportedBy = :person";
    }
    return IncidentRow.<IncidentRow>find(query + NEWEST_FIRST, values).range(0, most - 1).list();
  }

  private static String but(Reader reader, Map<String, Object> values) {
    var but = new StringBuilder();
    for (String child : reader.children()) {
      String name = "child" + values.size();
      values.put(name, child);
      but.append(" and not array_contains(named, :").append(name).append(')');
    }
    return but.toString();
  }
}
