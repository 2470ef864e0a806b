package nl.tenzij.exception.statistics;

import java.util.List;
import java.util.Optional;

/** What is counted. A case counts in the school year and month in which it began. */
public enum Figure {
  /** Requests for an exemption. Their days: to the decision. */
  REQUESTS(List.of(Aspect.OUTCOME), new Lasting(Aspect.OUTCOME, List.of("GRANTED", "REFUSED"))),
  /** Reviews that fell due. */
  REVIEWS(List.of(Aspect.TIMELINESS), null),
  /** Exemptions suspended after all layers before (S3 §5C). */
  SUSPENSIONS(List.of(), null),
  /** Incidents, by the pupil named first as offender. */
  INCIDENTS(List.of(Aspect.CATEGORY), null),
  /** Sanctions that were imposed and not revoked. Their days: to the head's confirmation. */
  SANCTIONS(
      List.of(Aspect.MEASURE, Aspect.STEP),
      new Lasting(Aspect.MEASURE, List.of("DEVICE_BAN", "INTERNAL_SUSPENSION", "SUSPENSION"))),
  /** Messages to guardians and to pupils who are of age, one per event, recipient and channel. */
  MESSAGES(List.of(Aspect.STATE, Aspect.HOLDING), null),
  /**
   * Exemptions that somebody ended (S3 §4B): those that ended since the pupil left do not count.
   */
  ENDINGS(List.of(Aspect.CAUSE), null);

  /**
   * Of which cases it is told how long they took.
   *
   * @param keys those of the aspect that have an end
   */
  record Lasting(Aspect aspect, List<String> keys) {}

  private final List<Aspect> aspects;
  private final Lasting lasting;

  Figure(List<Aspect> aspects, Lasting lasting) {
    this.aspects = aspects;
    this.lasting = lasting;
  }

  /** Beside month and year group, in the order in which a case names its keys. */
  List<Aspect> aspects() {
    return aspects;
  }

  Optional<Lasting> lasting() {
    return Optional.ofNullable(lasting);
  }
}
