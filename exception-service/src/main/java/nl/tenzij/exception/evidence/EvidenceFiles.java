package nl.tenzij.exception.evidence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import nl.tenzij.ledger.privacy.Vault;
import nl.tenzij.ledger.store.StreamId;

/** Keeps files of evidence, sealed with the pupil's key; nowhere are they in the clear. */
@ApplicationScoped
public class EvidenceFiles {

  private static final String KEEP =
      """
      insert into evidence_file (file, board, school, exemption, pupil, sealed)
      values ($1, $2, $3, $4, $5, $6)
      """;

  private static final String DROP = "delete from evidence_file where file = $1 and not attached";

  private static final String FIND =
      """
      select pupil, sealed from evidence_file
      where file = $1 and board = $2 and school = $3 and exemption = $4
      """;

  private final Pool pool;
  private final Vault vault;

  public EvidenceFiles(Pool pool, Vault vault) {
    this.pool = pool;
    this.vault = vault;
  }

  /** Before it is attached; what never is gets swept away by {@link EvidenceSweep}. */
  public Uni<Void> keep(StreamId exemption, UUID file, String pupil, byte[] content) {
    return vault
        .seal(exemption, file, pupil, content)
        .chain(
            cipher ->
                pool.preparedQuery(KEEP)
                    .execute(
                        Tuple.tuple()
                            .addUUID(file)
                            .addString(exemption.board().id())
                            .addString(exemption.school().id())
                            .addUUID(exemption.id())
                            .addString(pupil)
                            .addBuffer(Buffer.buffer(cipher))))
        .replaceWithVoid();
  }

  /** It was not attached, and will not be. */
  public Uni<Void> drop(UUID file) {
    return pool.preparedQuery(DROP).execute(Tuple.of(file)).replaceWithVoid();
  }

  /** Empty where it was destroyed, or its pupil forgotten. */
  public Uni<Optional<byte[]>> read(StreamId exemption, UUID file) {
    return pool.preparedQuery(FIND)
        .execute(Tuple.of(file, exemption.board().id(), exemption.school().id(), exemption.id()))
        .chain(
            rows ->
                rows.size() == 0
                    ? Uni.createFrom().item(Optional.empty())
                    : open(exemption, file, rows.iterator().next()));
  }

  private Uni<Optional<byte[]>> open(StreamId exemption, UUID file, Row row) {
    return vault.open(exemption, file, row.getString("pupil"), row.getBuffer("sealed").getBytes());
  }
}
