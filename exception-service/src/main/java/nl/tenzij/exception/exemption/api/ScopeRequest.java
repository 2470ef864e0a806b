package nl.tenzij.exception.exemption.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import nl.tenzij.exception.exemption.Device;
import nl.tenzij.exception.exemption.Moment;
import nl.tenzij.exception.exemption.Place;
import nl.tenzij.exception.exemption.Scope;
import nl.tenzij.exception.exemption.Window;
import nl.tenzij.ledger.privacy.Personal;

/**
 * What an exemption is to cover, or covers.
 *
 * @param subjects roster ids; none: all subjects
 * @param devices none: any
 * @param windows times of the day; none: all of it
 * @param functions functions or apps in free words; none: not limited
 */
public record ScopeRequest(
    @NotEmpty @Size(max = 4) List<@NotNull Moment> moments,
    @Size(max = 50) List<@NotNull @Pattern(regexp = Ids.ID) String> subjects,
    @NotEmpty @Size(max = 3) List<@NotNull Place> places,
    @Size(max = 9) List<@NotNull Device> devices,
    @Size(max = 10) List<@NotNull @Valid Times> windows,
    @Size(min = 1, max = 20) List<@NotNull @Size(min = 1, max = 80) String> functions) {

  /** By the school's clock, to the minute. */
  public record Times(@NotNull LocalTime from, @NotNull LocalTime until) {

    private Window window() {
      return new Window(
          from.truncatedTo(ChronoUnit.MINUTES), until.truncatedTo(ChronoUnit.MINUTES));
    }
  }

  Scope scope(String pupil) {
    return new Scope(
        moments,
        orNone(subjects),
        places,
        orNone(devices),
        orNone(windows).stream().map(Times::window).toList(),
        Optional.ofNullable(functions).map(named -> Personal.of(pupil, named)));
  }

  private static <T> List<T> orNone(List<T> given) {
    return given == null ? List.of() : given;
  }
}
