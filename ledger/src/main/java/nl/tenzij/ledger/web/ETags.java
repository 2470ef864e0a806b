package nl.tenzij.ledger.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
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

  private HttpHeaders headers;
  private Request request;
  private ObjectMapper json;

  protected ETags() {}

  @Inject
  public ETags(HttpHeaders headers, Request request, ObjectMapper json) {
    this.headers = headers;
    this.request = request;
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
    return show(Integer.toString(loaded.version()), () -> view.apply(state));
  }

  /**
   * As {@link #show(Loaded, Function)}, of what depends on more than the thing's version: on what
   * others told, on who reads it, or on who is forgotten. The tag stands for the body too. As
   * If-Match it names the version alone.
   *
   * @throws WebApplicationException with 412 where the client wants another than there is
   */
  public <V> RestResponse<V> show(int version, V shown) {
    return show(version + "-" + digest(shown), () -> shown);
  }

  private <V> RestResponse<V> show(String tag, Supplier<V> view) {
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(new EntityTag(tag));
    if (unchanged != null) {
      int status = unchanged.build().getStatus();
      if (status != RestResponse.StatusCode.NOT_MODIFIED) {
        throw new WebApplicationException(status);
      }
      return RestResponse.ResponseBuilder.<V>create(status)
          .header(HttpHeaders.ETAG, quoted(tag))
          .build();
    }
    return RestResponse.ResponseBuilder.ok(view.get())
        .header(HttpHeaders.ETAG, quoted(tag))
        .build();
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
