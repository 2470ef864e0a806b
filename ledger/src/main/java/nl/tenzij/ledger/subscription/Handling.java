package nl.tenzij.ledger.subscription;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nl.tenzij.ledger.store.Recorded;
import nl.tenzij.ledger.store.Wanted;

/** Gives a batch to a subscription in the way of its kind. */
final class Handling {

  /** Where a policy or relay can't go on; what comes before the event is taken in. */
  record Stuck(Recorded<?> event, Throwable failure) {}

  private Handling() {}

  /** Events looked at in one transaction. */
  static int batch(Subscription subscription) {
    return switch (subscription) {
      case Projection projection -> 1000;
      case Relay relay -> 500;
      case Policy policy -> 1000;
    };
  }

  /** What of them is asked for: few at once where each has an effect in the world. */
  static Wanted wanted(Subscription subscription) {
    int most = subscription instanceof Policy ? 50 : 0;
    return new Wanted(subscription.events(), subscription.looksIntoPersonal(), most);
  }

  /**
   * Takes in a batch.
   *
   * @return empty where all of it is taken in; fails where none of it is
   */
  static Uni<Optional<Stuck>> handle(
      Subscription subscription, List<Recorded<?>> events, SqlConnection sql, Duration limit) {
    if (events.isEmpty()) {
      return Uni.createFrom().item(Optional.empty());
    }
    return switch (subscription) {
      case Projection projection ->
          within(limit, projection.handle(events, sql)).replaceWith(Optional.empty());
      case Relay relay -> pass(relay, events, limit);
      case Policy policy -> oneByOne(policy, events, sql, limit);
    };
  }

  /** Ends what does not end by itself; whatever it would do next is then not done any more. */
  static <T> Uni<T> within(Duration limit, Uni<T> work) {
    return work.ifNoItem().after(limit).failWith(() -> new TookTooLong(limit));
  }

  private static Uni<Optional<Stuck>> pass(Relay relay, List<Recorded<?>> events, Duration limit) {
    return within(limit, relay.pass(events))
        .replaceWith(Optional.<Stuck>empty())
        .onFailure(Unpassable.class)
        .recoverWithUni(failure -> passBefore((Unpassable) failure, relay, events, limit));
  }

  private static Uni<Optional<Stuck>> passBefore(
      Unpassable failure, Relay relay, List<Recorded<?>> events, Duration limit) {
    List<Recorded<?>> before =
        events.stream().takeWhile(each -> each.position() < failure.event().position()).toList();
    Uni<Void> passed =
        before.isEmpty() ? Uni.createFrom().voidItem() : within(limit, relay.pass(before));
    return passed.replaceWith(Optional.of(new Stuck(failure.event(), failure.getCause())));
  }

  /** Up to the first event that fails: those before it must not act again because of it. */
  private static Uni<Optional<Stuck>> oneByOne(
      Policy policy, List<Recorded<?>> events, SqlConnection sql, Duration limit) {
    return Multi.createFrom()
        .iterable(events)
        .onItem()
        .transformToUniAndConcatenate(event -> alone(policy, event, sql, limit))
        .filter(Optional::isPresent)
        .toUni()
        .map(found -> found == null ? Optional.empty() : found);
  }

  private static Uni<Optional<Stuck>> alone(
      Policy policy, Recorded<?> event, SqlConnection sql, Duration limit) {
    Uni<Void> acting = Uni.createFrom().deferred(() -> policy.handle(event, sql));
    return sql.query("savepoint event")
        .execute()
        .chain(() -> within(limit, acting))
        .replaceWith(Optional.<Stuck>empty())
        .onFailure()
        .recoverWithUni(failure -> undo(new Stuck(event, failure), sql));
  }

  private static Uni<Optional<Stuck>> undo(Stuck stuck, SqlConnection sql) {
    return sql.query("rollback to savepoint event").execute().replaceWith(Optional.of(stuck));
  }
}
