package nl.tenzij.school.roster.api;

import java.util.List;
import nl.tenzij.ledger.web.ConsistencyToken;
import nl.tenzij.school.roster.Pushed;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * What became of a record that was pushed.
 *
 * @param outcome whether it said anything new
 * @param remarks what was understood and could be better
 */
public record PushedView(String sourcedId, Change outcome, List<Remark> remarks) {

  /** Whether anything changed. */
  public enum Change {
    APPLIED,
    UNCHANGED
  }

  /** Something that was understood and could be better. */
  public record Remark(String field, String code, String detail) {}

  static RestResponse<PushedView> answer(String id, Pushed.Outcome outcome) {
    var view =
        new PushedView(
            id,
            outcome.changed() ? Change.APPLIED : Change.UNCHANGED,
            outcome.findings().stream()
                .map(each -> new Remark(each.field(), each.code(), each.detail()))
                .toList());
    return placed(RestResponse.ResponseBuilder.ok(view), outcome);
  }

  static RestResponse<Void> gone(Pushed.Outcome outcome) {
    return placed(RestResponse.ResponseBuilder.noContent(), outcome);
  }

  private static <T> RestResponse<T> placed(
      RestResponse.ResponseBuilder<T> answer, Pushed.Outcome outcome) {
    var token = new ConsistencyToken(outcome.partition(), outcome.position());
    return outcome.position() > 0
        ? answer.header(ConsistencyToken.HEADER, token.text()).build()
        : answer.build();
  }
}
