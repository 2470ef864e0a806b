package nl.tenzij.exception.exemption;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import nl.tenzij.exception.exemption.Exemption.Asked;

/**
 * What a request needs, what it may have, and what is still missing (S3 §2B).
 *
 * @param completeBy day by which what is needed should be there; empty where the day of asking is
 *     not known
 * @param decidedBy day by which the school answers; empty before it is complete
 */
public record Checklist(
    List<Entry> items, Optional<LocalDate> completeBy, Optional<LocalDate> decidedBy) {

  public enum Part {
    PURPOSE,
    WISHED_SCOPE,
    MOTIVATION,
    EVIDENCE,
    FUNCTIONS
  }

  public enum Need {
    NEEDED,
    OPTIONAL
  }

  public record Entry(Part part, Need need, boolean there) {}

  public Checklist {
    items = List.copyOf(items);
  }

  /** What is needed and not there. */
  public List<Part> missing() {
    return items.stream()
        .filter(entry -> entry.need() == Need.NEEDED && !entry.there())
        .map(Entry::part)
        .toList();
  }

  /**
   * @param completeWithin counted from the day of asking
   * @param decidedWithin counted from the day of submission
   */
  public static Checklist of(Asked asked, Period completeWithin, Period decidedWithin) {
    Asking asking = asked.asking();
    Request request = asking.request();
    return new Checklist(
        List.of(
            new Entry(Part.PURPOSE, Need.NEEDED, true),
            new Entry(Part.WISHED_SCOPE, Need.NEEDED, true),
            new Entry(Part.MOTIVATION, Need.NEEDED, request.motivation().isPresent()),
            new Entry(Part.EVIDENCE, Need.NEEDED, !asking.evidence().isEmpty()),
            new Entry(Part.FUNCTIONS, Need.OPTIONAL, request.wished().functions().isPresent())),
        asking.requested().map(day -> day.plus(completeWithin)),
        asking.submitted().map(day -> day.plus(decidedWithin)));
  }
}
