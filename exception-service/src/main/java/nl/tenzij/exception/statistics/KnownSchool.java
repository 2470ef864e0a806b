package nl.tenzij.exception.statistics;

import java.util.List;

/**
 * A school of the board.
 *
 * @param sector PO or VO
 * @param yearGroups those its pupils are or were in, as the roster names them
 */
record KnownSchool(String id, String sector, List<String> yearGroups) {

  /** Where school-service has not told yet which it is. */
  static final String NO_SECTOR = "UNKNOWN";
}
