package nl.tenzij.sanction.custody.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.sanction.custody.Custody.Keeping;
import nl.tenzij.sanction.custody.HandingIn.Thing;
import nl.tenzij.sanction.custody.TurningUp.Said;
import nl.tenzij.sanction.incident.Device;

/**
 * A device that is taken in.
 *
 * @param spot which locker, or where in the office
 * @param sameAs of earlier days, what nobody entered as returned and is this same device
 * @param wentBack of earlier days, what went back and nobody entered as returned
 */
public record HandInRequest(
    @NotNull @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._:{}-]{0,127}") String pupil,
    @NotNull Device device,
    @NotNull Keeping keeping,
    @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9 .-]{0,19}") String spot,
    @Size(max = 20) Set<@NotNull UUID> sameAs,
    @Size(max = 20) Set<@NotNull UUID> wentBack) {

  public HandInRequest {
    sameAs = sameAs == null ? Set.of() : sameAs;
    wentBack = wentBack == null ? Set.of() : wentBack;
  }

  Thing thing() {
    return new Thing(pupil, device, keeping, Optional.ofNullable(spot));
  }

  Said said() {
    return new Said(sameAs, wentBack);
  }
}
