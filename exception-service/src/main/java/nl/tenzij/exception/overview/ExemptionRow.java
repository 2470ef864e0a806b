package nl.tenzij.exception.overview;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.exception.exemption.CoreTeam;
import nl.tenzij.exception.exemption.Status;
import nl.tenzij.exception.people.Reach;
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

  private static final String OF_SCHOOL =
      "board = :board and school = :school and position < :before"
          + " and (:all = true or reviewDue <= :dueBy)";
  private static final String ON_ITS_TEAM =
      "(array_contains(seats, :asMentor) or array_contains(seats, :asCareCoordinator)"
          + " or array_contains(seats, :asExpert))";
  private static final String ITS_COURSE =
      "pupil in :pupils"
          + " or pupil in :perhaps"
          + " and (askedAsMentor = :person or array_contains(seats, :asMentor))"
          + " or "
          + ON_ITS_TEAM
          + " and status = :atWork";

  /** When a review is due is of its course: that finds nothing for who sees none. */
  private static final String OF_SOME =
      " and (" + ITS_COURSE + " or :all = true and " + ON_ITS_TEAM + ")";

  private static final String OF_ONE = " and pupil = :pupil";
  private static final String NEWEST = " order by position desc";
  private static final LocalDate NEVER = LocalDate.of(9999, 12, 31);

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

  /** Who asked for it as mentor; null where somebody else did. */
  @Column(name = "asked_as_mentor")
  public String askedAsMentor;

  /** Who sits on its core team, each behind as what. */
  public String[] seats;

  /** Null where days were not kept. */
  @Column(name = "requested_on")
  public LocalDate requestedOn;

  /** Null before, or where days were not kept. */
  @Column(name = "submitted_on")
  public LocalDate submittedOn;

  /** Day of the review to come; null where there is none. */
  @Column(name = "review_due")
  public LocalDate reviewDue;

  /**
   * What a list is of.
   *
   * @param pupil only of this one; null: of all
   * @param before the position in the log that all of them come before
   * @param dueBy only what has a review to come by then; null: all
   */
  record Wanted(Board board, School school, String pupil, long before, LocalDate dueBy, int most) {}

  /** Newest first. */
  static Uni<List<ExemptionRow>> page(Wanted wanted) {
    return page(OF_SCHOOL, parameters(wanted), wanted);
  }

  /** As {@link #page}, as far as they are within somebody's reach. */
  static Uni<List<ExemptionRow>> pageOf(Reach reach, Wanted wanted) {
    return page(
        OF_SCHOOL + OF_SOME,
        parameters(wanted)
            .and("pupils", reach.pupils())
            .and("perhaps", reach.perhapsMentored())
            .and("person", reach.person())
            .and("asMentor", held(CoreTeam.Role.MENTOR, reach))
            .and("asCareCoordinator", held(CoreTeam.Role.CARE_COORDINATOR, reach))
            .and("asExpert", held(CoreTeam.Role.EXPERT, reach))
            .and("atWork", Status.UNDER_ASSESSMENT),
        wanted);
  }

  /** Somebody's seat on a core team. */
  static String seat(CoreTeam.Role role, String person) {
    return role + " " + person;
  }

  /** None, where the person holds no role for it. */
  private static String held(CoreTeam.Role role, Reach reach) {
    return reach.seats().contains(role) ? seat(role, reach.person()) : "";
  }

  /** The day by which it should be complete; empty where nothing waits for that. */
  Optional<LocalDate> completeBy(Period within) {
    return Optional.ofNullable(requestedOn)
        .filter(_ -> status == Status.REQUESTED)
        .map(day -> day.plus(within));
  }

  /** The day by which the school decides; empty where nothing waits for that. */
  Optional<LocalDate> decidedBy(Period within) {
    return Optional.ofNullable(submittedOn)
        .filter(_ -> status == Status.COMPLETE || status == Status.UNDER_ASSESSMENT)
        .map(day -> day.plus(within));
  }

  /** Whether somebody sees what came of it: as {@link #ITS_COURSE}, and as for it alone. */
  boolean showsCourse(Reach reach) {
    return reach.sees(pupil)
        || reach.perhapsMentored().contains(pupil) && isMentor(reach.person())
        || status == Status.UNDER_ASSESSMENT && isOnItsTeam(reach) && !reach.isParentOf(pupil);
  }

  private boolean isMentor(String person) {
    return person.equals(askedAsMentor)
        || List.of(seats).contains(seat(CoreTeam.Role.MENTOR, person));
  }

  /** As {@link #ON_ITS_TEAM}. */
  private boolean isOnItsTeam(Reach reach) {
    return reach.seats().stream()
        .anyMatch(role -> List.of(seats).contains(seat(role, reach.person())));
  }

  private static Uni<List<ExemptionRow>> page(String query, Parameters parameters, Wanted wanted) {
    String narrowed = wanted.pupil() == null ? query : query + OF_ONE;
    Parameters all = wanted.pupil() == null ? parameters : parameters.and("pupil", wanted.pupil());
    return ExemptionRow.<ExemptionRow>find(narrowed + NEWEST, all)
        .range(0, wanted.most() - 1)
        .list();
  }

  private static Parameters parameters(Wanted wanted) {
    return Parameters.with("board", wanted.board().id())
        .and("school", wanted.school().id())
        .and("before", wanted.before())
        .and("dueBy", wanted.dueBy() == null ? NEVER : wanted.dueBy())
        .and("all", wanted.dueBy() == null);
  }
}
