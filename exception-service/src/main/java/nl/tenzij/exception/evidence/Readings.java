package nl.tenzij.exception.evidence;

import java.util.List;
import nl.tenzij.exception.evidence.ReadingEvent.EvidenceRead;

/** Who read a file of evidence, in order. */
public record Readings(List<EvidenceRead> all) {
  public Readings {
    all = List.copyOf(all);
  }
}
