package nl.tenzij.sanction.published;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nl.tenzij.sanction.incident.Device;

/** {@code educational-use-opened.v1}. What it is for stays within the school. */
record TellEducationalUse(
    UUID educationalUse,
    @JsonProperty("class") String group,
    String teacher,
    List<Device> devices,
    Instant from,
    Instant until) {

  /** {@code educational-use-closed.v1}. */
  record Closed(UUID educationalUse, @JsonProperty("class") String group, Instant closedAt) {}
}
