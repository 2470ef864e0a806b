package nl.tenzij.sanction.custody.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;
import nl.tenzij.sanction.custody.Custody.Keeping;
import nl.tenzij.sanction.custody.HandingIn.Thing;
import nl.tenzij.sanction.incident.Device;

/**
 * A device that is taken in.
 *
 * @param spot which locker, or where in the office
 */
public record HandInRequest(
    @NotNull @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._:{}-]{0,127}") String pupil,
    @NotNull Device device,
    @NotNull Keeping keeping,
    @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9 .-]{0,19}") String spot) {

  Thing thing() {
    return new Thing(pupil, device, keeping, Optional.ofNullable(spot));
  }
}
