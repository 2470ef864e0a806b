package nl.tenzij.sanction.incident;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import nl.tenzij.ledger.tenancy.Board;
import nl.tenzij.ledger.tenancy.School;

/**
 * A random value of each school, made when it is asked for first, that never leaves this service.
 */
@ApplicationScoped
public class SchoolSecrets {

  private static final int BYTES = 32;

  // The first one stays, whichever instance brings it: a second one waits for it and gets it back.
  private static final String SECRET =
      """
      insert into incident_secret as kept (board, school, secret) values ($1, $2, $3)
      on conflict (board, school) do update set secret = kept.secret
      returning secret
      """;

  private final Pool pool;
  private final SecureRandom random = new SecureRandom();
  private final Map<Place, String> known = new ConcurrentHashMap<>();

  private record Place(Board board, School school) {}

  public SchoolSecrets(Pool pool) {
    this.pool = pool;
  }

  /** The same for ever, in every instance. */
  public Uni<String> of(Board board, School school) {
    Place place = new Place(board, school);
    String secret = known.get(place);
    return secret != null
        ? Uni.createFrom().item(secret)
        : pool.preparedQuery(SECRET)
            .execute(Tuple.of(board.id(), school.id(), fresh()))
            .map(rows -> rows.iterator().next().getString("secret"))
            .invoke(kept -> known.put(place, kept));
  }

  private String fresh() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
