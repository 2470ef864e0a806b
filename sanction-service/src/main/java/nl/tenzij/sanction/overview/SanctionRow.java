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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.sanction.sanction.Measure;
import nl.tenzij.sanction.sanction.Status;
import org.hibernate.annotations.Immutable;

/** A sanction in a list. Written by {@link SanctionOverview} only. */
@Entity
@Immutable
@Table(name = "sanction_overview")
public class SanctionRow extends PanacheEntityBase {

  private static final String REPORTED_BY =
      """
      exists (select 1 from IncidentRow i
      where i.incident = s.incident and i.reportedBy = :reporter)\
      """;

  // What was revoked is not to be reported any more.
  private static final String TO_REPORT =
      "s.reportToInspectorate and s.reportedOn is null and s.status <> :unreported";

  private static final String TO_RECONSIDER = "s.stepNow = 0 and s.status <> :reconsidered";

  // What rests on nothing is not confirmed.
  private static final String TO_CONFIRM =
      "s.status = :imposed and (s.stepNow is null or s.stepNow <> 0)";

  @Id public UUID sanction;
  public String board;
  public String school;
  public long position;
  public UUID incident;
  public String pupil;

  @Enumerated(EnumType.STRING)
  public Status status;

  @Enumerated(EnumType.STRING)
  public Measure measure;

  public int step;

  @Column(name = "step_now")
  public Integer stepNow;

  public String clause;

  @Column(name = "from_day")
  public LocalDate fromDay;

  @Column(name = "until_day")
  public LocalDate untilDay;

  @Column(name = "report_to_inspectorate")
  public boolean reportToInspectorate;

  @Column(name = "reported_on")
  public LocalDate reportedOn;

  @Column(name = "proposed_at")
  public Instant proposedAt;

  /**
   * Which sanctions; null where it does not matter.
   *
   * @param reporter who reported the incident and does not read all of the school: to them what was
   *     heard on is as what was proposed
   * @param toConfirm only what waits for the head's confirmation
   * @param toReport only what is still to be reported to the inspectorate
   * @param toReconsider only what was decided on, where what it rests on counts no more
   * @param but pupils of whom there are none in it
   * @param before the position in the log that all of them come before
   */
  record Wanted(
      Board board,
      School school,
      String reporter,
      UUID incident,
      String pupil,
      Status status,
      boolean toConfirm,
      boolean toReport,
      boolean toReconsider,
      Set<String> but,
      long before) {

    private boolean isNothing() {
      return reporter != null && status == Status.HEARD;
    }

    private Set<Status> statuses() {
      return reporter != null && status == Status.PROPOSED
          ? Set.of(Status.PROPOSED, Status.HEARD)
          : Set.of(status);
    }

    private Conditions conditions() {
      return new Conditions()
          .where("s.board = :board", "board", board.id())
          .where("s.school = :school", "school", school.id())
          .where("s.position < :before", "before", before)
          .where("s.incident = :incident", "incident", incident)
          .where("s.pupil = :pupil", "pupil", pupil)
          .where("s.pupil not in (:but)", "but", but.isEmpty() ? null : but)
          .where("s.status in (:statuses)", "statuses", status == null ? null : statuses())
          .where(TO_CONFIRM, "imposed", toConfirm ? Status.IMPOSED : null)
          .where("s.measure in (:confirmed)", "confirmed", toConfirm ? Measure.confirmed() : null)
          .where(TO_REPORT, "unreported", toReport ? Status.REVOKED : null)
          .where(TO_RECONSIDER, "reconsidered", toReconsider ? Status.REVOKED : null)
          .where(REPORTED_BY, "reporter", reporter);
    }
  }

  /** Those of the conditions that have a value. */
  private static final class Conditions {

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new HashMap<>();

    Conditions where(String condition, String name, Object value) {
      if (value != null) {
        conditions.add(condition);
        values.put(name, value);
      }
      return this;
    }

    Uni<List<SanctionRow>> newestFirst(int most) {
      String query =
          "from SanctionRow s where "
              + String.join(" and ", conditions)
              + " order by s.position desc";
      return SanctionRow.<SanctionRow>find(query, values).range(0, most - 1).list();
    }
  }

  static Uni<List<SanctionRow>> page(Wanted wanted, int most) {
    return wanted.isNothing()
        ? Uni.createFrom().item(List.of())
        : wanted.conditions().newestFirst(most);
  }
}
