package nl.tenzij.sanction.overview;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tenzij.ledger.privacy.ErasureEvent.Forgot;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.subscription.Projection;
import nl.tenzij.sanction.sanction.Case;
import nl.tenzij.sanction.sanction.Measure;
import nl.tenzij.sanction.sanction.Proposal;
import nl.tenzij.sanction.sanction.SanctionEvent;
import nl.tenzij.sanction.sanction.SanctionEvent.BasisRevoked;
import nl.tenzij.sanction.sanction.SanctionEvent.BreachCountedAgain;
import nl.tenzij.sanction.sanction.SanctionEvent.CaseNumberEntered;
import nl.tenzij.sanction.sanction.SanctionEvent.ExemptionCorrected;
import nl.tenzij.sanction.sanction.SanctionEvent.HearingHeld;
import nl.tenzij.sanction.sanction.SanctionEvent.MeasureAdded;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionAmended;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionBegun;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionConfirmed;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionEndedEarly;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionImposed;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionProposed;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionReported;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionRevoked;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionServed;
import nl.tenzij.sanction.sanction.SanctionEvent.StepCorrected;
import nl.tenzij.sanction.sanction.SanctionPeriod;
import nl.tenzij.sanction.sanction.Status;

/** Keeps the list of sanctions: {@link SanctionRow}. Those of a pupil who is forgotten go. */
@ApplicationScoped
public class SanctionOverview implements Projection {

  public static final String NAME = "sanction-overview";

  private static final String PROPOSED =
      """
      insert into sanction_overview
        (sanction, board, school, position, incident, pupil, status, measure, step, clause, proposed_at)
      select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11 where not is_forgotten($2, $6)
      """;

  private static final String DECIDED =
      """
      update sanction_overview set status = $2, measure = $3, from_day = $4, until_day = $5,
        imposed = true
      where sanction = $1
      """;

  private static final String CONFIRMED =
      """
      update sanction_overview set status = 'CONFIRMED', measure = $2, from_day = $3,
        until_day = $4, confirmed_at = $5, report_to_inspectorate = $6
      where sanction = $1
      """;

  private static final String STEP =
      "update sanction_overview set step = $2, measure = $3, clause = $4 where sanction = $1";

  // The step as it was when it was decided on stays.
  private static final String STEP_NOW =
      "update sanction_overview set step_now = nullif($2, step) where sanction = $1";

  private static final String MOVED =
      "update sanction_overview set status = $2 where sanction = $1";

  // Who still has to be heard changes nothing of what was imposed.
  private static final String HEARD_OR_NOT =
      """
      update sanction_overview set status = $2
      where sanction = $1 and status in ('PROPOSED', 'HEARD')
      """;

  // Shorter than planned at times, longer never; what takes no days has none.
  private static final String SERVED =
      """
      update sanction_overview set status = 'SERVED',
        until_day = case when from_day is not null then least(until_day, $2) end
      where sanction = $1
      """;

  private static final String ENDED =
      """
      update sanction_overview set status = 'SERVED', until_day = $2, ended_at = $3
      where sanction = $1
      """;

  // What was confirmed held until then; what was ended before has ended before.
  private static final String REVOKED =
      """
      update sanction_overview set status = 'REVOKED',
        ended_at = case when from_day is not null then least(ended_at, $2) end
      where sanction = $1
      """;

  private static final String REPORTED =
      "update sanction_overview set reported_on = $2 where sanction = $1";

  private static final String FORGOT =
      "delete from sanction_overview where (board, pupil) in (table forgotten)";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> tables() {
    return List.of("sanction_overview");
  }

  @Override
  public List<String> removals() {
    return List.of(FORGOT);
  }

  @Override
  public Set<Class<?>> events() {
    return Stream.concat(
            Arrays.stream(SanctionEvent.class.getPermittedSubclasses()), Stream.of(Forgot.class))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Uni<Void> handle(List<Recorded<?>> events, SqlConnection sql) {
    return Projection.oneByOne(
        events,
        recorded ->
            recorded.event() instanceof Forgot
                ? remove(List.of(recorded), sql)
                : handle(recorded, (SanctionEvent) recorded.event(), sql));
  }

  private static Uni<Void> handle(Recorded<?> recorded, SanctionEvent event, SqlConnection sql) {
    return switch (event) {
      case SanctionProposed proposed ->
          proposed(recorded, proposed.on(), proposed.step(), proposed.proposal(), sql);
      case MeasureAdded added ->
          proposed(recorded, added.on(), added.step(), added.proposal(), sql);
      case StepCorrected corrected -> corrected(recorded, corrected, sql);
      case BasisRevoked _ -> stepNow(recorded, StepCorrected.COUNTS_NO_MORE, sql);
      case BreachCountedAgain again -> stepNow(recorded, again.step(), sql);
      case ExemptionCorrected corrected -> opened(recorded, corrected, sql);
      case HearingHeld held -> held.complete() ? moved(recorded, Status.HEARD, sql) : nothing();
      case SanctionImposed imposed ->
          decided(
              recorded,
              imposed.measure().statusOnceImposed(),
              imposed.measure(),
              imposed.period(),
              sql);
      case SanctionConfirmed confirmed -> confirmed(recorded, confirmed, sql);
      case SanctionAmended amended ->
          decided(
              recorded,
              amended.measure().statusOnceAmended(),
              amended.measure(),
              amended.period(),
              sql);
      case SanctionBegun _ -> moved(recorded, Status.RUNNING, sql);
      case SanctionServed served -> served(recorded, served, sql);
      case CaseNumberEntered _ -> nothing();
      case SanctionEndedEarly ended -> ended(recorded, ended, sql);
      case SanctionReported reported ->
          sql.preparedQuery(REPORTED)
              .execute(Tuple.of(recorded.stream().id(), reported.day()))
              .replaceWithVoid();
      case SanctionRevoked revoked -> revoked(recorded, revoked, sql);
    };
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }

  private static Uni<Void> proposed(
      Recorded<?> recorded, Case on, int step, Proposal proposal, SqlConnection sql) {
    return sql.preparedQuery(PROPOSED)
        .execute(
            Tuple.tuple()
                .addUUID(recorded.stream().id())
                .addString(recorded.stream().board().id())
                .addString(recorded.stream().school().id())
                .addLong(recorded.position())
                .addUUID(on.incident())
                .addString(on.pupil())
                .addString(Status.PROPOSED.name())
                .addString(proposal.measure().name())
                .addInteger(step)
                .addString(proposal.clause())
                .addOffsetDateTime(recorded.at().atOffset(ZoneOffset.UTC)))
        .replaceWithVoid();
  }

  private static Uni<Void> corrected(
      Recorded<?> recorded, StepCorrected corrected, SqlConnection sql) {
    return corrected
        .proposal()
        .map(
            proposal ->
                sql.preparedQuery(STEP)
                    .execute(
                        Tuple.of(
                            recorded.stream().id(),
                            corrected.step(),
                            proposal.measure().name(),
                            proposal.clause()))
                    .replaceWithVoid())
        .orElseGet(() -> stepNow(recorded, corrected.step(), sql));
  }

  private static Uni<Void> stepNow(Recorded<?> recorded, int step, SqlConnection sql) {
    return sql.preparedQuery(STEP_NOW)
        .execute(Tuple.of(recorded.stream().id(), step))
        .replaceWithVoid();
  }

  private static Uni<Void> decided(
      Recorded<?> recorded,
      Status status,
      Measure measure,
      Optional<SanctionPeriod> period,
      SqlConnection sql) {
    return sql.preparedQuery(DECIDED)
        .execute(
            Tuple.of(
                recorded.stream().id(),
                status.name(),
                measure.name(),
                period.map(SanctionPeriod::from).orElse(null),
                period.map(SanctionPeriod::until).orElse(null)))
        .replaceWithVoid();
  }

  private static Uni<Void> confirmed(
      Recorded<?> recorded, SanctionConfirmed confirmed, SqlConnection sql) {
    return sql.preparedQuery(CONFIRMED)
        .execute(
            Tuple.of(
                recorded.stream().id(),
                confirmed.measure().name(),
                confirmed.period().from(),
                confirmed.period().until(),
                confirmed.at().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null),
                confirmed.reportToInspectorate()))
        .replaceWithVoid();
  }

  private static Uni<Void> moved(Recorded<?> recorded, Status status, SqlConnection sql) {
    return sql.preparedQuery(MOVED)
        .execute(Tuple.of(recorded.stream().id(), status.name()))
        .replaceWithVoid();
  }

  private static Uni<Void> opened(
      Recorded<?> recorded, ExemptionCorrected corrected, SqlConnection sql) {
    Status now = corrected.complete() ? Status.HEARD : Status.PROPOSED;
    return sql.preparedQuery(HEARD_OR_NOT)
        .execute(Tuple.of(recorded.stream().id(), now.name()))
        .replaceWithVoid();
  }

  private static Uni<Void> ended(
      Recorded<?> recorded, SanctionEndedEarly ended, SqlConnection sql) {
    return sql.preparedQuery(ENDED)
        .execute(
            Tuple.of(
                recorded.stream().id(),
                ended.period().until(),
                ended.at().atOffset(ZoneOffset.UTC)))
        .replaceWithVoid();
  }

  private static Uni<Void> revoked(
      Recorded<?> recorded, SanctionRevoked revoked, SqlConnection sql) {
    return sql.preparedQuery(REVOKED)
        .execute(
            Tuple.of(
                recorded.stream().id(),
                revoked.at().orElse(recorded.at()).atOffset(ZoneOffset.UTC)))
        .replaceWithVoid();
  }

  private static Uni<Void> served(Recorded<?> recorded, SanctionServed served, SqlConnection sql) {
    return sql.preparedQuery(SERVED)
        .execute(Tuple.of(recorded.stream().id(), served.lastDay()))
        .replaceWithVoid();
  }
}
