package nl.tenzij.exception.evidence;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.UUID;
import nl.tenzij.exception.evidence.ReadingEvent.EvidenceRead;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.EventTypes;
import nl.tenzij.ledger.store.PostgresEventStore;
import nl.tenzij.ledger.store.StreamId;

/** Where readings lie in the log, and under which name. */
@Dependent
public class ReadingLog {

  /** One stream per file, so that reading does not change the exemption. */
  public static StreamId stream(StreamId exemption, UUID file) {
    return new StreamId(exemption.board(), exemption.school(), "evidence", file);
  }

  @Produces
  @Singleton
  public static EventTypes<ReadingEvent> types() {
    return EventTypes.of(ReadingEvent.class).type("evidence.read.v1", EvidenceRead.class);
  }

  @Produces
  @Singleton
  CommandHandler<ReadEvidence, Readings, ReadingEvent> handler(
      PostgresEventStore store, EventTypes<ReadingEvent> types) {
    return new CommandHandler<>(store, new ReadingDecider(), types);
  }
}
