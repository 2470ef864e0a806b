package nl.tenzij.sanction.sanction.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import nl.tenzij.sanction.sanction.RevocationGround;

/** Why a sanction does not hold. */
public record RevocationRequest(
    @NotNull RevocationGround ground, @NotNull @Size(min = 1, max = 4000) String reason) {}
