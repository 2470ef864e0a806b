package nl.tenzij.ledger.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/**
 * An answer that is kept to be given again. It stays as long as the key that asked for it, outside
 * of any seal: so its body holds nothing personal.
 *
 * @param location where the thing is; null where nothing was made
 * @param version of the thing, for its entity tag; null where it has none
 * @param body null where there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Answer(int status, String location, Integer version, JsonNode body) {

  public Response response() {
    Response.ResponseBuilder building = Response.status(status);
    if (location != null) {
      building.header(HttpHeaders.LOCATION, location);
    }
    if (version != null) {
      building.header(HttpHeaders.ETAG, ETags.of(version));
    }
    return building.entity(body).build();
  }
}
