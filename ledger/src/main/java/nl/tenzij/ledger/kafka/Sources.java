package nl.tenzij.ledger.kafka;

import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;
import nl.tenzij.ledger.tenancy.Board;

/**
 * Who speaks, in the Dutch government's profile of CloudEvents: the organisation's identification
 * number (OIN, 20 digits) as a URN.
 *
 * @param common for boards that have none of their own
 * @param ofBoards by board id
 */
public record Sources(String common, Map<String, String> ofBoards) {

  private static final Pattern OIN = Pattern.compile("[0-9]{20}");

  public Sources {
    ofBoards = Map.copyOf(ofBoards);
    check(common);
    ofBoards.values().forEach(Sources::check);
  }

  private static void check(String oin) {
    if (!OIN.matcher(oin).matches()) {
      throw new IllegalArgumentException("an OIN has 20 digits");
    }
  }

  URI of(Board board) {
    return URI.create("urn:nld:oin:" + ofBoards.getOrDefault(board.id(), common));
  }
}
