package nl.tenzij.sanction.overview;

import nl.tenzij.ledger.web.Page;

/** Lists go back in time: a page ends at a position in the log, the next begins before it. */
final class Before {

  private Before() {}

  /**
   * @throws nl.tenzij.ledger.web.Invalid where the cursor is not one of ours
   */
  static long position(Page page) {
    return page.after(1, keys -> Long.valueOf(keys.getFirst())).orElse(Long.MAX_VALUE);
  }
}
