package nl.tenzij.sanction.ladder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.ledger.store.PostgresEventStore;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.sanction.ladder.StandingEvent.BreachCounted;
import nl.tenzij.sanction.ladder.StandingEvent.BreachDiscounted;
import nl.tenzij.sanction.ladder.StandingEvent.BreachFoundAllowed;
import nl.tenzij.sanction.ladder.StandingEvent.BreachFoundOutsidePolicy;
import nl.tenzij.sanction.ladder.StandingEvent.BreachRecounted;

/** Where standings lie in the log, and under which names. */
@Dependent
public class Standings {

  /** One stream per pupil of a school. */
  public static StreamId stream(Board board, School school, String pupil) {
    return StreamId.named(board, school, "standing", pupil);
  }

  @Produces
  @Singleton
  public static EventTypes<StandingEvent> types() {
    return EventTypes.of(StandingEvent.class)
        .type("standing.breach-counted.v4", BreachCounted.class)
        // v1: without who decides on the step, which no policy said
        .upcast("standing.breach-counted.v1", "standing.breach-counted.v2", json -> json)
        .upcast(
            "standing.breach-counted.v2", "standing.breach-counted.v3", Standings::byTheFirstEntry)
        .upcast("standing.breach-counted.v3", "standing.breach-counted.v4", Standings::proposedAnew)
        .type("standing.breach-found-outside-policy.v2", BreachFoundOutsidePolicy.class)
        .upcast(
            "standing.breach-found-outside-policy.v1",
            "standing.breach-found-outside-policy.v2",
            Standings::byTheFirstEntry)
        .type("standing.breach-found-allowed.v1", BreachFoundAllowed.class)
        .type("standing.breach-discounted.v2", BreachDiscounted.class)
        .upcast(
            "standing.breach-discounted.v1",
            "standing.breach-discounted.v2",
            Standings::byTheFirstEntry)
        .type("standing.breach-recounted.v1", BreachRecounted.class);
  }

  /** Before, an incident was weighed once, whatever its later entries said. */
  private static ObjectNode byTheFirstEntry(ObjectNode json) {
    return json.put("entry", 1);
  }

  /** Before, each naming led to a proposal of its own. */
  private static ObjectNode proposedAnew(ObjectNode json) {
    return json.put("proposedBy", json.required("entry").asInt());
  }

  @Produces
  @Singleton
  CommandHandler<StandingCommand, Standing, StandingEvent> handler(
      PostgresEventStore store, EventTypes<StandingEvent> types) {
    return new CommandHandler<>(store, new StandingDecider(), types);
  }
}
