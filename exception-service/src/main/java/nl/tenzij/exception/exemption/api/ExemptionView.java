package nl.tenzij.exception.exemption.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import nl.tenzij.exception.exemption.Asker;
import nl.tenzij.exception.exemption.Exemption.Asked;
import nl.tenzij.exception.exemption.Grant;
import nl.tenzij.exception.exemption.Kind;
import nl.tenzij.exception.exemption.Moment;
import nl.tenzij.exception.exemption.Place;
import nl.tenzij.exception.exemption.Purpose;
import nl.tenzij.exception.exemption.Request;
import nl.tenzij.exception.exemption.Scope;
import nl.tenzij.exception.exemption.Status;

/**
 * An exemption as it stands, as far as the caller may know.
 *
 * @param purpose absent where the caller may not know it, or the pupil is forgotten
 * @param motivation likewise
 * @param granted absent unless it was granted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExemptionView(
    UUID id,
    String pupil,
    Status status,
    Asker asker,
    Purpose purpose,
    String motivation,
    ScopeView wished,
    GrantView granted) {

  /**
   * @param functions absent where the caller may not know them, or none are named
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ScopeView(
      List<Moment> moments, List<String> subjects, List<Place> places, List<String> functions) {

    private static ScopeView of(Scope scope, boolean all) {
      List<String> functions =
          all ? scope.functions().flatMap(named -> named.value()).orElse(null) : null;
      return new ScopeView(scope.moments(), scope.subjects(), scope.places(), functions);
    }
  }

  public record GrantView(
      ScopeView scope, Kind kind, String contact, LocalDate from, LocalDate review) {

    private static GrantView of(Grant grant, boolean all) {
      return new GrantView(
          ScopeView.of(grant.scope(), all),
          grant.kind(),
          grant.contact(),
          grant.from(),
          grant.review());
    }
  }

  /**
   * @param all with what the exemption is for
   */
  static ExemptionView of(UUID id, Asked exemption, boolean all) {
    Request request = exemption.request();
    return new ExemptionView(
        id,
        request.pupil(),
        exemption.status(),
        request.asker(),
        all ? request.purpose().value().orElse(null) : null,
        all ? request.motivation().flatMap(words -> words.value()).orElse(null) : null,
        ScopeView.of(request.wished(), all),
        exemption.granted().map(grant -> GrantView.of(grant, all)).orElse(null));
  }
}
