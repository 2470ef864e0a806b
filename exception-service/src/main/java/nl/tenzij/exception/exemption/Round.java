package nl.tenzij.exception.exemption;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Once through the layers, up to a suspension.
 *
 * @param back how it came back in force; empty as long as it did not
 */
public record Round(
    List<Talk> talks, List<Guidance> guidance, Suspension suspension, Optional<Back> back) {

  /**
   * @param on the day; empty where it came back before days were kept
   * @param by the calendar, where its last day had passed
   */
  public record Back(Optional<LocalDate> on, String by) {}

  public Round {
    talks = List.copyOf(talks);
    guidance = List.copyOf(guidance);
    Objects.requireNonNull(suspension);
    Objects.requireNonNull(back);
  }

  Round with(Back how) {
    return new Round(talks, guidance, suspension, Optional.of(how));
  }
}
