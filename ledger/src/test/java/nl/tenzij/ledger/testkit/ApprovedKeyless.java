package nl.tenzij.ledger.testkit;

import java.util.Collection;

/**
 * POSTs that take no Idempotency-Key, each with the reason: who sends one again asks again. One
 * line each; where all take one there is no file.
 *
 * <pre>{@code
 * POST /api/v1/schools/{school}/door-searches: changes nothing but the note that somebody asked
 * }</pre>
 */
final class ApprovedKeyless {

  private static final Approved FILE = new Approved("api-keyless.txt");

  private ApprovedKeyless() {}

  static void check(Collection<Operation> keyless) {
    FILE.checkReasons(keyless, "POSTs that take no key: %s says of each why");
  }
}
