package nl.tenzij.sanction.custody;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.store.AlreadyHandled;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.Conditions;
import nl.tenzij.ledger.store.Meta;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.store.Remember;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.subscription.Policy;
import nl.tenzij.sanction.custody.Custody.Keeping;
import nl.tenzij.sanction.custody.CustodyCommand.HandIn;
import nl.tenzij.sanction.custody.HandingIn.Thing;
import nl.tenzij.sanction.incident.Incident;
import nl.tenzij.sanction.incident.Incident.OnRecord;
import nl.tenzij.sanction.incident.IncidentCommand;
import nl.tenzij.sanction.incident.IncidentEvent;
import nl.tenzij.sanction.incident.Incidents;
import nl.tenzij.sanction.incident.Observation;
import nl.tenzij.sanction.sanction.Case;
import nl.tenzij.sanction.sanction.Measure;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionAmended;
import nl.tenzij.sanction.sanction.SanctionEvent.SanctionImposed;
import nl.tenzij.sanction.sanction.SanctionPeriod;
import nl.tenzij.sanction.school.SchoolBook;
import nl.tenzij.sanction.school.SchoolBooks;

/**
 * Whenever a device is confiscated, also instead of something heavier, enters it as in custody with
 * who decided on it, so that it goes back as any other: the same day, with a reminder (LKC 08.035).
 */
@ApplicationScoped
public class KeepConfiscated implements Policy {

  static final String NAME = "keep-confiscated";

  private final HandingIn handingIn;
  private final SchoolBooks books;
  private final Pool pool;
  private final Clock clock;
  private final CommandHandler<IncidentCommand, Incident, IncidentEvent> incidents;
  private final CommandHandler<CustodyCommand, Custody, CustodyEvent> custodies;

  public KeepConfiscated(
      HandingIn handingIn,
      SchoolBooks books,
      Pool pool,
      Clock clock,
      CommandHandler<IncidentCommand, Incident, IncidentEvent> incidents,
      CommandHandler<CustodyCommand, Custody, CustodyEvent> custodies) {
    this.handingIn = handingIn;
    this.books = books;
    this.pool = pool;
    this.clock = clock;
    this.incidents = incidents;
    this.custodies = custodies;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Class<?>> events() {
    return Set.of(SanctionImposed.class, SanctionAmended.class);
  }

  /**
   * That a device is kept.
   *
   * @param period the day on which it is
   */
  private record Decision(Case on, Optional<SanctionPeriod> period, String by) {}

  @Override
  public Uni<Void> handle(Recorded<?> recorded, SqlConnection sql) {
    return switch (recorded.event()) {
      case SanctionImposed(var on, var measure, _, _, _, var period, var by)
          when measure == Measure.CONFISCATION ->
          confiscated(recorded, new Decision(on, period, by));
      case SanctionAmended(var on, var measure, var period, _, var by)
          when measure == Measure.CONFISCATION ->
          confiscated(recorded, new Decision(on, period, by));
      default -> Uni.createFrom().voidItem();
    };
  }

  private Uni<Void> confiscated(Recorded<?> recorded, Decision decision) {
    StreamId of = recorded.stream();
    return incidents
        .load(Incidents.stream(of.board(), of.school(), decision.on().incident()))
        .map(loaded -> ((OnRecord) loaded.state()).observed())
        .chain(
            observed ->
                books
                    .book(of.board(), of.school(), pool)
                    .chain(book -> keep(recorded, decision, observed, book)));
  }

  /** Told late, when that day is over, the device is back with its owner. */
  private Uni<Void> keep(
      Recorded<?> recorded, Decision decision, Observation observed, SchoolBook book) {
    Instant now = clock.instant();
    boolean today = decision.period().filter(days -> days.holds(book.dayOf(now))).isPresent();
    var thing =
        new Thing(decision.on().pupil(), observed.device(), Keeping.TEACHER, Optional.empty());
    StreamId of = recorded.stream();
    return today
        ? handingIn
            .streamOfSeen(of.board(), of.school(), thing, book.dayOf(now), observed.occurredAt())
            .chain(
                custody ->
                    keep(recorded, custody, handingIn.command(thing, book, decision.by(), now)))
        : Uni.createFrom().voidItem();
  }

  /** Once, however often it is told; and not where somebody entered it by hand meanwhile. */
  private Uni<Void> keep(Recorded<?> recorded, StreamId custody, HandIn command) {
    String sanction = recorded.stream().id().toString();
    return custodies
        .handle(
            custody,
            command,
            after(recorded),
            Conditions.once(new Remember<>(NAME, sanction, sanction, (state, version) -> "{}")))
        .replaceWithVoid()
        .onFailure(
            failure ->
                failure instanceof AlreadyHandled
                    || failure instanceof Refused refused
                        && refused.code().equals(CustodyDecider.ALREADY_HERE))
        .recoverWithNull();
  }

  private static Meta after(Recorded<?> recorded) {
    Meta of = recorded.meta();
    return new Meta(
        NAME, "policy", UUID.randomUUID(), recorded.id(), of.correlation(), of.traceparent());
  }
}
