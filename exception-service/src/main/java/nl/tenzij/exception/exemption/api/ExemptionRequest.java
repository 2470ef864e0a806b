package nl.tenzij.exception.exemption.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import nl.tenzij.exception.exemption.Asker;
import nl.tenzij.exception.exemption.Moment;
import nl.tenzij.exception.exemption.Place;
import nl.tenzij.exception.exemption.Purpose;
import nl.tenzij.exception.exemption.Request;
import nl.tenzij.exception.exemption.Scope;
import nl.tenzij.ledger.privacy.Personal;

/**
 * What is asked for a pupil.
 *
 * @param motivation the pupil's own words; may come with the submission
 */
public record ExemptionRequest(
    @NotNull @Pattern(regexp = ExemptionRequest.ID) String pupil,
    @NotNull Purpose purpose,
    @NotNull @Valid Wish wished,
    @Size(min = 1, max = 4000) String motivation) {

  static final String ID = "[A-Za-z0-9][A-Za-z0-9._:{}-]{0,127}";

  /**
   * The wished scope.
   *
   * @param subjects roster ids; none: all subjects
   * @param functions functions or apps in free words; none: not limited
   */
  public record Wish(
      @NotEmpty @Size(max = 4) List<@NotNull Moment> moments,
      @Size(max = 50) List<@NotNull @Pattern(regexp = ID) String> subjects,
      @NotEmpty @Size(max = 3) List<@NotNull Place> places,
      @Size(min = 1, max = 20) List<@NotNull @Size(min = 1, max = 80) String> functions) {

    private Scope scope(String pupil) {
      return new Scope(
          moments,
          subjects == null ? List.of() : subjects,
          places,
          Optional.ofNullable(functions).map(named -> Personal.of(pupil, named)));
    }
  }

  Request request(Asker asker) {
    return new Request(
        pupil,
        Personal.of(pupil, purpose),
        wished.scope(pupil),
        Optional.ofNullable(motivation).map(words -> Personal.of(pupil, words)),
        asker);
  }
}
