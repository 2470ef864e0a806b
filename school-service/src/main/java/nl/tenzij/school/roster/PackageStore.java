package nl.tenzij.school.roster;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import nl.tenzij.ledger.privacy.Vault;
import nl.tenzij.ledger.store.StreamId;

/** Keeps a package between its acceptance and its staging: in the database, sealed, in parts. */
@ApplicationScoped
class PackageStore {

  private static final int PART = 512 * 1024;

  @Inject Pool pool;
  @Inject Vault vault;
  @Inject SealedBytes seals;

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
    SealedBytes.Place place = place(of, part);
    return vault
        .seal(place.stream(), place.id(), BoardSubjects.ROSTER_PACKAGES, bytes(spool, part))
        .chain(
            closed ->
                sql.preparedQuery(
                        "insert into roster_package (import, part, id, content) values ($1, $2, $3, $4)")
                    .execute(Tuple.of(of.id(), part, place.id(), Buffer.buffer(closed))))
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
            "select content, sealed from roster_package where import = $1 and part = $2")
        .execute(Tuple.of(of.id(), part))
        .chain(rows -> open(place(of, part), rows.iterator().next()))
        .invoke(bytes -> append(spool, bytes))
        .replaceWithVoid();
  }

  /** What waits since before packages were stored as bytes is a text. */
  private Uni<byte[]> open(SealedBytes.Place place, Row row) {
    var content = row.getBuffer("content");
    return content == null
        ? seals.open(place, row.getString("sealed"))
        : vault
            .open(place.stream(), place.id(), BoardSubjects.ROSTER_PACKAGES, content.getBytes())
            .map(opened -> opened.orElseThrow(PackageStore::gone));
  }

  private static IllegalStateException gone() {
    return new IllegalStateException("the key of the board's own packages is gone");
  }

  private static void append(Spool spool, byte[] bytes) {
    try {
      spool.append(bytes, bytes.length);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static SealedBytes.Place place(ImportId of, int part) {
    UUID id = UUID.nameUUIDFromBytes((of.id() + "#" + part).getBytes(StandardCharsets.UTF_8));
    return new SealedBytes.Place(
        new StreamId(of.board(), of.school(), "roster-import", of.id()), id);
  }
}
