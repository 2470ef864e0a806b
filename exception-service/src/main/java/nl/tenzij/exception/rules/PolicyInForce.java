package nl.tenzij.exception.rules;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import nl.tenzij.exception.exemption.ReviewTerms;

/** What we take from {@code nl.tenzij.school.policy-in-force.v1}. */
@JsonIgnoreProperties(ignoreUnknown = true)
record PolicyInForce(String topic, Instant from, Exemptions exemptions, Period objectionTerm) {

  static final String TYPE = "nl.tenzij.school.policy-in-force.v1";
  static final String PHONES = "PHONES";

  /**
   * The policy's rule for exemptions; where it was made before it had terms, the usual ones hold.
   *
   * @param criteria their numbers
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Exemptions(List<String> criteria, Period decidedWithin, Reviews reviews) {

    static final Exemptions NONE = new Exemptions(List.of(), null, null);

    Exemptions {
      criteria = criteria == null ? List.of() : List.copyOf(criteria);
    }

    ReviewTerms terms() {
      return reviews == null ? ReviewTerms.USUAL : reviews.terms();
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Reviews(
      ReviewTerms.Bounds temporary, ReviewTerms.Bounds effect, Period recurring, Period talk) {

    ReviewTerms terms() {
      return new ReviewTerms(temporary, effect, recurring, talk, List.of());
    }
  }
}
