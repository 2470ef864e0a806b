package nl.tenzij.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Operations that no request of a fuzzer gets right, each with the reason: what stands behind them
 * is not tried. One line each; where all are reached there is no file.
 *
 * <pre>{@code
 * POST /api/v1/schools/{school}/reports: needs a printer
 * }</pre>
 */
final class ApprovedUntried {

  private static final Approved FILE = new Approved("api-untried.txt");

  private ApprovedUntried() {}

  /** Holds what was not reached against the file: neither has what the other has not. */
  static void check(Collection<Operation> untried) {
    Map<String, String> reasons =
        FILE.lines().stream()
            .map(line -> line.split(": ", 2))
            .collect(
                Collectors.toMap(
                    each -> each[0],
                    each -> each.length > 1 ? each[1].strip() : "",
                    (one, another) -> one,
                    LinkedHashMap::new));
    List<String> now = untried.stream().map(Operation::toString).sorted().toList();
    FILE.propose(now.stream().map(each -> each + ": " + reasons.getOrDefault(each, "")).toList());
    assertThat(now)
        .as(
            "operations of which no request was right: give world() a right one, or say in %s why"
                + " there can be none; what was reached stands there no more",
            FILE.file())
        .containsExactlyInAnyOrderElementsOf(reasons.keySet());
    assertThat(reasons).as("each with its reason").doesNotContainValue("");
  }
}
