package nl.tenzij.ledger.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.UriInfo;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import nl.tenzij.ledger.privacy.Vault;
import nl.tenzij.ledger.tenancy.Caller;

/**
 * A POST that carries an {@value #HEADER} has its effect once, however often it comes: the same
 * request gets the same answer, another under the same key is refused with {@link KeyUsed}.
 */
@RequestScoped
public class Idempotency {

  public static final String HEADER = "Idempotency-Key";

  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
  private static final byte[] NO_BODY = new byte[0];

  private HttpHeaders headers;
  private UriInfo uri;
  private Request request;
  private ResourceInfo resource;
  private Caller caller;
  private ObjectMapper json;
  private Vault vault;
  private byte[] body = NO_BODY;

  protected Idempotency() {}

  @Inject
  public Idempotency(
      HttpHeaders headers,
      UriInfo uri,
      Request request,
      ResourceInfo resource,
      Caller caller,
      ObjectMapper json,
      Vault vault) {
    this.headers = headers;
    this.uri = uri;
    this.request = request;
    this.resource = resource;
    this.caller = caller;
    this.json = json;
    this.vault = vault;
  }

  /**
   * What the client sent as key.
   *
   * @throws Invalid where it is empty, too long or holds anything but visible ASCII
   */
  public Optional<String> key() {
    Optional<String> key = Optional.ofNullable(headers.getHeaderString(HEADER));
    if (key.isPresent() && !KEY.matcher(key.get()).matches()) {
      throw new Invalid(HEADER, "format", "1 to 255 visible ASCII characters.");
    }
    return key;
  }

  /** Whose keys these are: a key means something to one caller and one operation only. */
  public String consumer() {
    return String.join(
        "/",
        caller.board().id(),
        caller.client(),
        caller.actor(),
        resource.getResourceClass().getSimpleName() + '.' + resource.getResourceMethod().getName());
  }

  /**
   * Says what the body was, where it is not JSON (that is known already).
   *
   * @param content the bytes, or a digest of them
   */
  public void body(byte[] content) {
    body = content.clone();
  }

  /**
   * By which the same request is known again. Hidden, since a body can be guessed and tried against
   * a plain digest: what is sealed in the log would be readable here, also of who was forgotten.
   */
  public String fingerprint() {
    return vault.hide(digest(), place());
  }

  private String place() {
    return consumer() + '\n' + key().orElse("");
  }

  /** SHA-256 over method, path with query, and body. */
  private String digest() {
    MessageDigest digest = sha256();
    digest.update(request.getMethod().getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
    digest.update(target().getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
    return HexFormat.of().formatHex(digest.digest(body));
  }

  /**
   * Runs an effect on plain tables once per key, in the transaction of the connection. Of two
   * requests at once the second waits for the first one's commit and gets its answer.
   */
  public Uni<Answer> once(SqlConnection sql, Supplier<Uni<Answer>> effect) {
    Optional<String> key = key();
    if (key.isEmpty()) {
      return effect.get();
    }
    return sql.preparedQuery(
            """
            insert into handled (consumer, message, fingerprint, outcome)
            values ($1, $2, $3, '{}'::jsonb) on conflict do nothing""")
        .execute(Tuple.of(consumer(), key.get(), fingerprint()))
        .flatMap(
            inserted ->
                inserted.rowCount() == 1
                    ? effect.get().call(answer -> keep(sql, key.get(), answer))
                    : earlier(sql, key.get()));
  }

  private Uni<RowSet<Row>> keep(SqlConnection sql, String key, Answer answer) {
    return sql.preparedQuery(
            "update handled set outcome = $3::text::jsonb where consumer = $1 and message = $2")
        .execute(Tuple.of(consumer(), key, write(answer)));
  }

  private Uni<Answer> earlier(SqlConnection sql, String key) {
    return sql.preparedQuery(
            """
            select fingerprint, outcome::text as outcome
            from handled where consumer = $1 and message = $2""")
        .execute(Tuple.of(consumer(), key))
        .map(rows -> rows.iterator().next())
        .map(row -> again(row.getString("fingerprint"), row.getString("outcome"), Answer.class));
  }

  /**
   * What was kept the first time.
   *
   * @throws KeyUsed where the first time was another request
   */
  <T> T again(String fingerprint, String outcome, Class<T> kept) {
    // one that was hidden with a master key since retired is no longer known: better refused than
    // taken for the same
    if (!vault.show(fingerprint, place()).equals(Optional.of(digest()))) {
      throw new KeyUsed();
    }
    try {
      return json.readValue(outcome, kept);
    } catch (JsonProcessingException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  String write(Object kept) {
    try {
      return json.writeValueAsString(kept);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private String target() {
    String query = uri.getRequestUri().getRawQuery();
    String path = uri.getRequestUri().getRawPath();
    return query == null ? path : path + '?' + query;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
