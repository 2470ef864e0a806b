package nl.tenzij.ledger.testkit;

import java.util.Collection;

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
    FILE.checkReasons(
        untried,
        "operations of which no request was right: give world() a right one, or say in %s why"
            + " there can be none; what was reached stands there no more");
  }
}
