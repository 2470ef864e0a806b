package nl.tenzij.school.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.privacy.Vault;
import nl.tenzij.ledger.store.Sealing.Unopened;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.school.roster.BoardSubjects;

/** The key of each board's name tokens: made at the first need, kept sealed by the vault. */
@ApplicationScoped
class NameKeys {

  private static final String FIELD = "key";
  private static final int BYTES = 32;
  private static final String KEEP =
      "insert into name_key (board, id, sealed) values ($1, $2, $3) on conflict do nothing";
  private static final String KEPT = "select id, sealed from name_key where board = $1";

  private final SecureRandom chance = new SecureRandom();
  private final Map<Board, byte[]> opened = new ConcurrentHashMap<>();

  @Inject Pool pool;
  @Inject Vault vault;
  @Inject ObjectMapper json;

  Uni<NameTokens> of(Board board) {
    byte[] known = opened.get(board);
    return known == null
        ? kept(board).invoke(key -> opened.put(board, key)).map(NameTokens::new)
        : Uni.createFrom().item(new NameTokens(known));
  }

  private Uni<byte[]> kept(Board board) {
    return pool.preparedQuery(KEPT)
        .execute(Tuple.of(board.id()))
        .chain(
            found ->
                found.size() > 0
                    ? open(board, found)
                    : make(board)
                        .chain(() -> pool.preparedQuery(KEPT).execute(Tuple.of(board.id())))
                        .chain(made -> open(board, made)));
  }

  /** Of two that make one at once the first counts. */
  private Uni<Void> make(Board board) {
    byte[] key = new byte[BYTES];
    chance.nextBytes(key);
    UUID id = UUID.randomUUID();
    ObjectNode tree = json.createObjectNode();
    tree.set(FIELD, new POJONode(Personal.of(BoardSubjects.NAME_KEYS, key)));
    return vault
        .seal(stream(board, id), List.of(id), List.of(tree))
        .chain(
            closed ->
                pool.preparedQuery(KEEP)
                    .execute(Tuple.of(board.id(), id, closed.getFirst().toString())))
        .replaceWithVoid();
  }

  private Uni<byte[]> open(Board board, RowSet<Row> rows) {
    Row row = rows.iterator().next();
    UUID id = row.getUUID("id");
    return vault
        .open(List.of(new Unopened(stream(board, id), id, tree(row.getString("sealed")))))
        .map(trees -> content(trees.getFirst().get(FIELD)));
  }

  private JsonNode tree(String sealed) {
    try {
      return json.readTree(sealed);
    } catch (JsonProcessingException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static byte[] content(JsonNode part) {
    if (part instanceof POJONode pojo
        && pojo.getPojo() instanceof Personal<?> personal
        && personal.value().orElse(null) instanceof JsonNode key) {
      try {
        return key.binaryValue();
      } catch (IOException garbled) {
        throw new UncheckedIOException(garbled);
      }
    }
    throw new IllegalStateException("a name key came back as something else");
  }

  private static StreamId stream(Board board, UUID id) {
    return new StreamId(board, new School(board.id()), "name-key", id);
  }
}
