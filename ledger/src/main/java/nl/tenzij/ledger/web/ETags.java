package nl.tenzij.ledger.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;
import nl.tenzij.ledger.store.Loaded;
import nl.tenzij.ledger.tenancy.NotYours;
import org.jboss.resteasy.reactive.RestResponse;

/** A thing's version as a strong entity tag: {@code "7"}. */
@RequestScoped
public class ETags {

  private HttpHeaders headers;
  private Request request;

  protected ETags() {}

  @Inject
  public ETags(HttpHeaders headers, Request request) {
    this.headers = headers;
    this.request = request;
  }

  /** As it stands in the header. */
  public static String of(int version) {
    return '"' + Integer.toString(version) + '"';
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
    existing(loaded);
    Response.ResponseBuilder unchanged =
        request.evaluatePreconditions(new EntityTag(Integer.toString(loaded.version())));
    if (unchanged != null) {
      int status = unchanged.build().getStatus();
      if (status != RestResponse.StatusCode.NOT_MODIFIED) {
        throw new WebApplicationException(status);
      }
      return RestResponse.ResponseBuilder.<V>create(status)
          .header(HttpHeaders.ETAG, of(loaded.version()))
          .build();
    }
    return RestResponse.ResponseBuilder.ok(view.apply(loaded.state()))
        .header(HttpHeaders.ETAG, of(loaded.version()))
        .build();
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
