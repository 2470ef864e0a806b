package nl.tenzij.exception.overview;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tenzij.exception.exemption.Asker;
import nl.tenzij.exception.exemption.CoreTeam;
import nl.tenzij.exception.exemption.ExemptionEvent;
import nl.tenzij.exception.exemption.ExemptionEvent.AssessmentBegun;
import nl.tenzij.exception.exemption.ExemptionEvent.AssessmentGiven;
import nl.tenzij.exception.exemption.ExemptionEvent.CompletionReminded;
import nl.tenzij.exception.exemption.ExemptionEvent.CoreTeamReplaced;
import nl.tenzij.exception.exemption.ExemptionEvent.DecisionReminded;
import nl.tenzij.exception.exemption.ExemptionEvent.EvidenceAttached;
import nl.tenzij.exception.exemption.ExemptionEvent.EvidenceRemoved;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionAdjusted;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionEnded;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionGranted;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionRefused;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionRequested;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionResumed;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionSuspended;
import nl.tenzij.exception.exemption.ExemptionEvent.GuidanceGiven;
import nl.tenzij.exception.exemption.ExemptionEvent.MotivationGiven;
import nl.tenzij.exception.exemption.ExemptionEvent.RequestSubmitted;
import nl.tenzij.exception.exemption.ExemptionEvent.RequestWithdrawn;
import nl.tenzij.exception.exemption.ExemptionEvent.ReviewBroughtForward;
import nl.tenzij.exception.exemption.ExemptionEvent.ReviewHeld;
import nl.tenzij.exception.exemption.ExemptionEvent.ReviewReminded;
import nl.tenzij.exception.exemption.ExemptionEvent.TalkHeld;
import nl.tenzij.exception.exemption.Review;
import nl.tenzij.exception.exemption.Status;
import nl.tenzij.exception.rules.ExemptionConfig;
import nl.tenzij.ledger.privacy.ErasureEvent.Forgot;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.subscription.Projection;

/** Keeps the list of exemptions: {@link ExemptionRow}. Those of a forgotten pupil go. */
@ApplicationScoped
public class ExemptionOverview implements Projection {

  public static final String NAME = "exemption-overview";

  private static final String REQUESTED =
      """
      insert into exemption_overview
        (exemption, board, school, position, pupil, status, requested_at, changed_at, asked_as_mentor,
          requested_on)
      select $1, $2, $3, $4, $5, $6, $7, $7, $8, $9 where not is_forgotten($2, $5)
      """;

  private static final String MOVED =
      "update exemption_overview set status = $2, changed_at = $3 where exemption = $1";

  private static final String CHANGED =
      "update exemption_overview set changed_at = $2 where exemption = $1";

  private static final String ASSIGNED =
      "update exemption_overview set seats = $2 where exemption = $1";

  private static final String REMINDED =
      "update exemption_overview set remind_on = $2 where exemption = $1";

  private static final String DUE =
      """
      update exemption_overview set review_due = $2, review_planned = $3, remind_on = $4
      where exemption = $1
      """;

  private static final String SUBMITTED =
      "update exemption_overview set submitted_on = $2 where exemption = $1";

  private static final String DECISION_REMINDED =
      "update exemption_overview set decide_remind_on = $2 where exemption = $1";

  private static final String COMPLETION_REMINDED =
      "update exemption_overview set complete_reminded_on = $2 where exemption = $1";

  /** One written down late puts the day of the last one not back. */
  private static final String REVIEWED =
      """
      update exemption_overview set reviewed_on = greatest(reviewed_on, $2)
      where exemption = $1
      """;

  /** What a suspension leaves behind is looked at by its end, or sooner where that was planned. */
  private static final String REASSESSED =
      """
      update exemption_overview
      set suspended_until = $2, review_due = least(review_due, $2), review_planned = null,
        remind_on = least(review_due, $2) - $3::text::interval
      where exemption = $1
      """;

  private static final String SUSPENDED =
      "update exemption_overview set suspended_until = $2 where exemption = $1";

  private final ExemptionConfig config;

  public ExemptionOverview(ExemptionConfig config) {
    this.config = config;
  }

  private static final String FORGOT =
      "delete from exemption_overview where (board, pupil) in (table forgotten)";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> tables() {
    return List.of("exemption_overview");
  }

  @Override
  public List<String> removals() {
    return List.of(FORGOT);
  }

  @Override
  public Set<Class<?>> events() {
    return Stream.concat(
            Arrays.stream(ExemptionEvent.class.getPermittedSubclasses()), Stream.of(Forgot.class))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Uni<Void> handle(List<Recorded<?>> events, SqlConnection sql) {
    return Projection.oneByOne(
        events,
        recorded ->
            recorded.event() instanceof Forgot
                ? remove(List.of(recorded), sql)
                : handle(recorded, (ExemptionEvent) recorded.event(), sql));
  }

  private Uni<Void> handle(Recorded<?> recorded, ExemptionEvent event, SqlConnection sql) {
    return switch (event) {
      case ExemptionRequested requested -> requested(recorded, requested, sql);
      case RequestSubmitted submitted ->
          moved(recorded, Status.COMPLETE, sql)
              .chain(() -> set(SUBMITTED, recorded, submitted.on().orElse(null), sql));
      case AssessmentBegun begun ->
          moved(recorded, Status.UNDER_ASSESSMENT, sql)
              .chain(() -> assigned(recorded, begun.team(), sql));
      case CoreTeamReplaced replaced ->
          changed(recorded, sql).chain(() -> assigned(recorded, replaced.team(), sql));
      case DecisionReminded reminded ->
          set(DECISION_REMINDED, recorded, reminded.on().plus(config.remindAgain()), sql);
      case CompletionReminded reminded -> set(COMPLETION_REMINDED, recorded, reminded.on(), sql);
      case ExemptionGranted granted ->
          moved(recorded, Status.ACTIVE, sql)
              .chain(() -> set(REVIEWED, recorded, granted.grant().from(), sql))
              .chain(() -> due(recorded, granted.grant().review(), sql));
      case ExemptionRefused _ -> moved(recorded, Status.REFUSED, sql);
      case RequestWithdrawn _ -> moved(recorded, Status.WITHDRAWN, sql);
      case ExemptionSuspended suspended ->
          moved(recorded, Status.SUSPENDED, sql).chain(() -> reassessed(recorded, suspended, sql));
      case ExemptionResumed _ ->
          moved(recorded, Status.ACTIVE, sql).chain(() -> set(SUSPENDED, recorded, null, sql));
      case ReviewReminded reminded ->
          set(REMINDED, recorded, config.pace().next(reminded.due(), reminded.reminder()), sql);
      case ReviewBroughtForward forward ->
          changed(recorded, sql).chain(() -> due(recorded, forward.due().on(), sql));
      case ReviewHeld held ->
          changed(recorded, sql)
              .chain(() -> set(REVIEWED, recorded, held.review().on(), sql))
              .chain(() -> next(recorded, held.review(), sql));
      case ExemptionEnded _ ->
          moved(recorded, Status.ENDED, sql)
              .chain(() -> set(SUSPENDED, recorded, null, sql))
              .chain(() -> due(recorded, null, sql));
      case MotivationGiven _,
          EvidenceAttached _,
          EvidenceRemoved _,
          AssessmentGiven _,
          TalkHeld _,
          GuidanceGiven _,
          ExemptionAdjusted _ ->
          changed(recorded, sql);
    };
  }

  private static Uni<Void> assigned(Recorded<?> recorded, CoreTeam team, SqlConnection sql) {
    String[] seats =
        team.members().stream()
            .map(member -> ExemptionRow.seat(member.role(), member.person()))
            .toArray(String[]::new);
    Tuple row = Tuple.of(recorded.stream().id(), seats);
    return sql.preparedQuery(ASSIGNED).execute(row).replaceWithVoid();
  }

  private static Uni<Void> requested(
      Recorded<?> recorded, ExemptionRequested requested, SqlConnection sql) {
    Tuple row =
        Tuple.tuple()
            .addUUID(recorded.stream().id())
            .addString(recorded.stream().board().id())
            .addString(recorded.stream().school().id())
            .addLong(recorded.position())
            .addString(requested.pupil())
            .addString(Status.REQUESTED.name())
            .addOffsetDateTime(recorded.at().atOffset(ZoneOffset.UTC))
            .addString(mentor(requested.request().asker()))
            .addLocalDate(requested.on().orElse(null));
    return sql.preparedQuery(REQUESTED).execute(row).replaceWithVoid();
  }

  private static String mentor(Asker asker) {
    return asker.capacity() == Asker.Capacity.MENTOR ? asker.person() : null;
  }

  private Uni<Void> next(Recorded<?> recorded, Review held, SqlConnection sql) {
    LocalDate day = held.next().map(Review.Due::on).orElse(null);
    return due(recorded, day, held.planned().orElse(null), sql);
  }

  /**
   * @param day null where none is to come
   */
  private Uni<Void> due(Recorded<?> recorded, LocalDate day, SqlConnection sql) {
    return due(recorded, day, null, sql);
  }

  /**
   * @param planned null where it is the same
   */
  private Uni<Void> due(Recorded<?> recorded, LocalDate day, LocalDate planned, SqlConnection sql) {
    LocalDate remind = day == null ? null : day.minus(config.remindAhead());
    return sql.preparedQuery(DUE)
        .execute(Tuple.of(recorded.stream().id(), day, planned, remind))
        .replaceWithVoid();
  }

  private Uni<Void> reassessed(
      Recorded<?> recorded, ExemptionSuspended suspended, SqlConnection sql) {
    Tuple row =
        Tuple.of(recorded.stream().id(), suspended.until(), config.remindAhead().toString());
    return sql.preparedQuery(REASSESSED).execute(row).replaceWithVoid();
  }

  private static Uni<Void> moved(Recorded<?> recorded, Status status, SqlConnection sql) {
    Tuple row =
        Tuple.of(recorded.stream().id(), status.name(), recorded.at().atOffset(ZoneOffset.UTC));
    return sql.preparedQuery(MOVED).execute(row).replaceWithVoid();
  }

  private static Uni<Void> changed(Recorded<?> recorded, SqlConnection sql) {
    return set(CHANGED, recorded, recorded.at().atOffset(ZoneOffset.UTC), sql);
  }

  private static Uni<Void> set(
      String statement, Recorded<?> recorded, Object value, SqlConnection sql) {
    return sql.preparedQuery(statement)
        .execute(Tuple.of(recorded.stream().id(), value))
        .replaceWithVoid();
  }
}
