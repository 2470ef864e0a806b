package nl.tenzij.sanction.sanction.api;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import nl.tenzij.sanction.sanction.Hearing;

/**
 * A talk that was held.
 *
 * @param kind with whom
 */
public record HearingRequest(@NotNull Hearing.Kind kind, @NotNull Instant at) {}
