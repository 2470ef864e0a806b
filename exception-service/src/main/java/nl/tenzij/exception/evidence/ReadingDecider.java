package nl.tenzij.exception.evidence;

import java.util.List;
import java.util.stream.Stream;
import nl.tenzij.exception.evidence.ReadingEvent.EvidenceRead;
import nl.tenzij.ledger.decider.Decider;

/** Notes each reading of a file; whether it may be read is asked at the door. */
public final class ReadingDecider implements Decider<ReadEvidence, Readings, ReadingEvent> {

  @Override
  public Readings initial() {
    return new Readings(List.of());
  }

  @Override
  public List<ReadingEvent> decide(ReadEvidence command, Readings state) {
    return List.of(
        new EvidenceRead(
            command.pupil(),
            command.exemption(),
            command.by(),
            command.role(),
            command.at(),
            command.reason()));
  }

  @Override
  public Readings evolve(Readings state, ReadingEvent event) {
    return switch (event) {
      case EvidenceRead read ->
          new Readings(Stream.concat(state.all().stream(), Stream.of(read)).toList());
    };
  }
}
