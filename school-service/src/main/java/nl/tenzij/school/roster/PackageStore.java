package nl.tenzij.school.roster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.privacy.Vault;
import nl.tenzij.ledger.store.Sealing;
import nl.tenzij.ledger.store.StreamId;

/** Keeps a package between its acceptance and its staging: in the database, sealed, in parts. */
@ApplicationScoped
class PackageStore {

  private static final int PART = 192 * 1024;
  private static final String SUBJECT = "roster-packages";
  private static final String FIELD = "part";

  @Inject Pool pool;
  @Inject Vault vault;
  @Inject ObjectMapper json;

  /** Within the transaction that accepts the import. */
  Uni<Void> save(SqlConnection sql, ImportId of, Spool spool) {
    return Multi.createFrom()
        .range(0, parts(spool))
        .onItem()
        .transformToUniAndConcatenate(part -> savePart(sql, of, part, spool))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private static int parts(Spool spool) {
    try {
      return Math.toIntExact((spool.size() + PART - 1) / PART);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private Uni<Void> savePart(SqlConnection sql, ImportId of, int part, Spool spool) {
    UUID id = partId(of, part);
    ObjectNode tree = json.createObjectNode();
    tree.set(FIELD, new POJONode(Personal.of(SUBJECT, bytes(spool, part))));
    return vault
        .seal(stream(of), List.of(id), List.of(tree))
        .chain(
            closed ->
                sql.preparedQuery(
                        "insert into roster_package (import, part, id, sealed) values ($1, $2, $3, $4)")
                    .execute(Tuple.of(of.id(), part, id, closed.getFirst().toString())))
        .replaceWithVoid();
  }

  private static byte[] bytes(Spool spool, int part) {
    try {
      return spool.part((long) part * PART, PART);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Brings a package back, part by part. */
  Uni<Void> fetch(ImportId of, Spool spool) {
    return pool.preparedQuery("select count(*) from roster_package where import = $1")
        .execute(Tuple.of(of.id()))
        .map(rows -> rows.iterator().next().getInteger(0))
        .onItem()
        .transformToMulti(parts -> Multi.createFrom().range(0, parts))
        .onItem()
        .transformToUniAndConcatenate(part -> fetchPart(of, part, spool))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Void> fetchPart(ImportId of, int part, Spool spool) {
    return pool.preparedQuery(
            "select id, sealed from roster_package where import = $1 and part = $2")
        .execute(Tuple.of(of.id(), part))
        .map(rows -> rows.iterator().next())
        .map(row -> new Sealing.Unopened(stream(of), row.getUUID(0), tree(row.getString(1))))
        .chain(unopened -> vault.open(List.of(unopened)))
        .invoke(opened -> append(spool, opened.getFirst()))
        .replaceWithVoid();
  }

  private JsonNode tree(String sealed) {
    try {
      return json.readTree(sealed);
    } catch (JsonProcessingException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static void append(Spool spool, JsonNode opened) {
    try {
      byte[] bytes = content(opened.get(FIELD)).binaryValue();
      spool.append(bytes, bytes.length);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static JsonNode content(JsonNode part) {
    if (part instanceof POJONode pojo
        && pojo.getPojo() instanceof Personal<?> personal
        && personal.value().orElse(null) instanceof JsonNode bytes) {
      return bytes;
    }
    throw new IllegalStateException("a part of a package came back as something else");
  }

  private static StreamId stream(ImportId of) {
    return new StreamId(of.board(), of.school(), "roster-import", of.id());
  }

  private static UUID partId(ImportId of, int part) {
    return UUID.nameUUIDFromBytes((of.id() + "#" + part).getBytes(StandardCharsets.UTF_8));
  }
}
