package nl.tenzij.ledger.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import nl.tenzij.ledger.store.Loaded;
import nl.tenzij.ledger.tenancy.NotYours;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * A thing's version as a strong entity tag: {@code "7"}; where what is shown of it depends on more,
 * with that: {@code "7-9c56cc51b374c3ba"}.
 */
@RequestScoped
public class ETags {

  /** Of the digest: enough to tell the bodies of one version apart. */
  private static final int BYTES = 8;

  private static final Pattern TAG = Pattern.compile("\"[^\"]*\"");

  private HttpHeaders headers;
  private ObjectMapper json;

  protected ETags() {}

  @Inject
  public ETags(HttpHeaders headers, ObjectMapper json) {
    this.headers = headers;
    this.json = json;
  }

  /** As it stands in the header. */
  public static String of(int version) {
    return quoted(Integer.toString(version));
  }

  /** What the client sent as If-Match. */
  public Optional<IfMatch> ifMatch() {
    return Optional.ofNullable(headers.getHeaderString(HttpHeaders.IF_MATCH)).map(IfMatch::parse);
  }

  /**
   * As {@link #ifMatch()}, for writes that must not go over another's head.
   *
   * @throws PreconditionRequired where the client sent none
   */
  public IfMatch required() {
    return ifMatch().orElseThrow(PreconditionRequired::new);
  }

  /**
   * The answer to GET one: the thing with its tag, 304 where the client has it already.
   *
   * @throws NotYours where nothing happened in its stream
   * @throws WebApplicationException with 412 where the client wants another version than there is
   */
  public <S, V> RestResponse<V> show(Loaded<S> loaded, Function<S, V> view) {
    S state = existing(loaded);
    int version = loaded.version();
    return show(version, of(version), () -> view.apply(state));
  }

  /**
   * As {@link #show(Loaded, Function)}, of what depends on more than the thing's version: on what
   * others told, on who reads it, or on who is forgotten. The tag stands for the body too. As
   * If-Match it names the version alone, here as at a write: so a write's tag will do here.
   *
   * @throws WebApplicationException with 412 where the client wants another version than there is
   */
  public <V> RestResponse<V> show(int version, V shown) {
    return show(version, quoted(version + "-" + digest(shown)), () -> shown);
  }

  private <V> RestResponse<V> show(int version, String tag, Supplier<V> view) {
    if (ifMatch().filter(wanted -> !wanted.names(version)).isPresent()) {
      throw new WebApplicationException(RestResponse.StatusCode.PRECONDITION_FAILED);
    }
    RestResponse.ResponseBuilder<V> answer =
        isThereAlready(tag)
            ? RestResponse.ResponseBuilder.notModified()
            : RestResponse.ResponseBuilder.ok(view.get());
    return answer.header(HttpHeaders.ETAG, tag).build();
  }

  /**
   * By If-None-Match, which compares weakly (RFC 9110 §13.1.2): one on the way may weaken a tag.
   */
  private boolean isThereAlready(String tag) {
    String there = headers.getHeaderString(HttpHeaders.IF_NONE_MATCH);
    return there != null
        && (there.strip().equals("*")
            || TAG.matcher(there).results().map(MatchResult::group).anyMatch(tag::equals));
  }

  private String digest(Object shown) {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(json.writeValueAsBytes(shown));
      return HexFormat.of().formatHex(sum, 0, BYTES);
    } catch (JsonProcessingException unwritable) {
      throw new UncheckedIOException(unwritable);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("each Java has it", missing);
    }
  }

  private static String quoted(String tag) {
    return '"' + tag + '"';
  }

  /**
   * What is there.
   *
   * @throws NotYours where nothing happened in its stream
   */
  public <S> S existing(Loaded<S> loaded) {
    if (loaded.version() == 0) {
      throw new NotYours();
    }
    return loaded.state();
  }
}
