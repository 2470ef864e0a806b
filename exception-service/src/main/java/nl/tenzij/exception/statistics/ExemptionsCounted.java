package nl.tenzij.exception.statistics;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.tenzij.exception.exemption.EndCause;
import nl.tenzij.exception.exemption.ExemptionEvent;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionEnded;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionGranted;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionRefused;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionRequested;
import nl.tenzij.exception.exemption.ExemptionEvent.ExemptionSuspended;
import nl.tenzij.exception.exemption.ExemptionEvent.RequestWithdrawn;
import nl.tenzij.exception.exemption.ExemptionEvent.ReviewBroughtForward;
import nl.tenzij.exception.exemption.ExemptionEvent.ReviewHeld;
import nl.tenzij.exception.exemption.Review;
import nl.tenzij.exception.exemption.Review.Outcome;
import nl.tenzij.exception.rules.SchoolRules;
import nl.tenzij.ledger.privacy.ErasureEvent.Forgot;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.subscription.Projection;

/**
 * Counts requests, reviews, suspensions and endings, also of who is forgotten, without their pupil.
 * What an exemption is for is not looked at: it is sealed, and no row outside the log has it.
 */
@ApplicationScoped
public class ExemptionsCounted implements Projection {

  public static final String NAME = "exemptions-counted";

  private static final String BEGIN =
      """
      insert into exemption_counted
        (board, school, figure, id, exemption, day, pupil, keys, began_at, planned)
      values ($1, $2, $3, $4, $5, $6, case when not is_forgotten($1, $7::text) then $7::text end, $8, $9, $10)
      """;

  private static final String FORGOT =
      "update exemption_counted set pupil = null where (board, pupil) in (table forgotten)";

  private static final String OUTCOME =
      """
      update exemption_counted set keys = array[$4::text], ended_at = $5
      where board = $1 and school = $2 and figure = 'REQUESTS' and id = $3
      """;

  private static final String HELD =
      """
      update exemption_counted set id = $4, keys = array[$5::text], planned = null
      where board = $1 and school = $2 and figure = 'REVIEWS' and id = $3
      """;

  /** What a suspension leaves behind is looked at by its end, or sooner where that was planned. */
  private static final String BY_ITS_END =
      """
      update exemption_counted set day = least(day, $4), planned = null
      where board = $1 and school = $2 and figure = 'REVIEWS' and id = $3
      """;

  /** Of the same day by the terms, whichever sooner one was chosen before or is now. */
  private static final String STILL_TO_COME =
      """
      update exemption_counted set day = $4, planned = $5
      where board = $1 and school = $2 and figure = 'REVIEWS' and id = $3
        and coalesce(planned, day) = $5
      """;

  private static final String NONE_TO_COME =
      """
      delete from exemption_counted
      where board = $1 and school = $2 and figure = 'REVIEWS' and id = $3
      """;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> tables() {
    return List.of("exemption_counted");
  }

  @Override
  public List<String> removals() {
    return List.of(FORGOT);
  }

  @Override
  public Set<Class<?>> events() {
    return Set.of(
        ExemptionRequested.class,
        ExemptionGranted.class,
        ExemptionRefused.class,
        RequestWithdrawn.class,
        ExemptionSuspended.class,
        ReviewHeld.class,
        ReviewBroughtForward.class,
        ExemptionEnded.class,
        Forgot.class);
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

  private static Uni<Void> handle(Recorded<?> recorded, ExemptionEvent event, SqlConnection sql) {
    return switch (event) {
      case ExemptionRequested requested ->
          begin(
              recorded,
              Figure.REQUESTS,
              id(recorded),
              requested.on().orElseGet(() -> day(recorded.at())),
              List.of("OPEN"),
              sql);
      case ExemptionGranted granted ->
          decided(recorded, "GRANTED", sql)
              .chain(() -> toReview(recorded, granted.grant().review(), Optional.empty(), sql));
      case ExemptionRefused _ -> decided(recorded, "REFUSED", sql);
      case RequestWithdrawn _ -> decided(recorded, "WITHDRAWN", sql);
      case ExemptionSuspended suspended ->
          begin(
                  recorded,
                  Figure.SUSPENSIONS,
                  recorded.id().toString(),
                  suspended.from(),
                  List.of(),
                  sql)
              .chain(() -> change(BY_ITS_END, recorded, sql, suspended.until()));
      case ReviewHeld held -> held(recorded, held.review(), sql);
      case ReviewBroughtForward forward -> change(BY_ITS_END, recorded, sql, forward.due().on());
      case ExemptionEnded ended ->
          change(NONE_TO_COME, recorded, sql).chain(() -> ended(recorded, ended, sql));
      default -> throw new IllegalArgumentException("not asked for: " + event.getClass());
    };
  }

  private static Uni<Void> decided(Recorded<?> recorded, String outcome, SqlConnection sql) {
    return sql.preparedQuery(OUTCOME)
        .execute(
            Tuple.of(
                recorded.stream().board().id(),
                recorded.stream().school().id(),
                id(recorded),
                outcome,
                recorded.at().atOffset(ZoneOffset.UTC)))
        .replaceWithVoid();
  }

  private static Uni<Void> toReview(
      Recorded<?> recorded, LocalDate on, Optional<LocalDate> planned, SqlConnection sql) {
    return begin(recorded, Figure.REVIEWS, toCome(recorded), on, planned, List.of("OVERDUE"), sql);
  }

  private static Uni<Void> held(Recorded<?> recorded, Review review, SqlConnection sql) {
    return stillToCome(recorded, review, sql)
        .chain(looked -> looked ? Uni.createFrom().voidItem() : counted(recorded, review, sql));
  }

  /** A look that took the place of no review; the one to come is at most held on a sooner day. */
  private static Uni<Boolean> stillToCome(Recorded<?> recorded, Review review, SqlConnection sql) {
    return review
        .next()
        .filter(next -> review.outcome() == Outcome.CONTINUE)
        .filter(next -> next.kind() == review.due().kind())
        .map(
            next ->
                changed(STILL_TO_COME, recorded, sql, next.on(), review.planned().orElse(next.on()))
                    .map(rows -> rows > 0))
        .orElseGet(() -> Uni.createFrom().item(false));
  }

  private static Uni<Void> counted(Recorded<?> recorded, Review review, SqlConnection sql) {
    String timeliness = review.on().isAfter(review.due().on()) ? "LATE" : "ON_TIME";
    Uni<Void> counted = change(HELD, recorded, sql, recorded.id().toString(), timeliness);
    return review
        .next()
        .map(next -> counted.chain(() -> toReview(recorded, next.on(), review.planned(), sql)))
        .orElse(counted);
  }

  private static Uni<Void> ended(Recorded<?> recorded, ExemptionEnded ended, SqlConnection sql) {
    return cause(ended.cause())
        .map(
            cause ->
                begin(
                    recorded,
                    Figure.ENDINGS,
                    recorded.id().toString(),
                    ended.on().orElseGet(() -> day(recorded.at())),
                    List.of(cause),
                    sql))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  /** Empty where nobody ended it. */
  private static Optional<String> cause(EndCause cause) {
    return switch (cause) {
      case REVIEWED, REVOKED -> Optional.of(cause.name());
      case WITHDRAWN -> Optional.of("GIVEN_UP");
      case LEFT_SCHOOL -> Optional.empty();
    };
  }

  private static Uni<Void> begin(
      Recorded<?> recorded,
      Figure figure,
      String id,
      LocalDate day,
      List<String> keys,
      SqlConnection sql) {
    return begin(recorded, figure, id, day, Optional.empty(), keys, sql);
  }

  private static Uni<Void> begin(
      Recorded<?> recorded,
      Figure figure,
      String id,
      LocalDate day,
      Optional<LocalDate> planned,
      List<String> keys,
      SqlConnection sql) {
    Tuple row =
        Tuple.tuple()
            .addString(recorded.stream().board().id())
            .addString(recorded.stream().school().id())
            .addString(figure.name())
            .addString(id)
            .addUUID(recorded.stream().id())
            .addLocalDate(day)
            .addString(((ExemptionEvent) recorded.event()).pupil())
            .addArrayOfString(keys.toArray(String[]::new))
            .addOffsetDateTime(recorded.at().atOffset(ZoneOffset.UTC))
            .addLocalDate(planned.orElse(null));
    return sql.preparedQuery(BEGIN).execute(row).replaceWithVoid();
  }

  private static Uni<Void> change(
      String statement, Recorded<?> recorded, SqlConnection sql, Object... values) {
    return changed(statement, recorded, sql, values).replaceWithVoid();
  }

  /** Of the review to come: how many rows. */
  private static Uni<Integer> changed(
      String statement, Recorded<?> recorded, SqlConnection sql, Object... values) {
    Tuple row =
        Tuple.tuple()
            .addString(recorded.stream().board().id())
            .addString(recorded.stream().school().id())
            .addString(toCome(recorded));
    for (Object value : values) {
      row.addValue(value);
    }
    return sql.preparedQuery(statement).execute(row).map(RowSet::rowCount);
  }

  private static String id(Recorded<?> recorded) {
    return recorded.stream().id().toString();
  }

  /** An exemption has one review to come at most. */
  private static String toCome(Recorded<?> recorded) {
    return id(recorded) + "/to-come";
  }

  private static LocalDate day(Instant moment) {
    return SchoolRules.dateAt(moment, null);
  }
}
