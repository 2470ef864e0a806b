package nl.tenzij.exception.evidence.api;

import io.quarkus.runtime.configuration.MemorySize;
import jakarta.inject.Inject;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Takes in a file of evidence up to its bound: of what is larger no more is read than shows it. */
@Provider
@Consumes({"application/pdf", "image/png", "image/jpeg"})
@ConstrainedTo(RuntimeType.SERVER)
public class EvidenceBodies implements MessageBodyReader<byte[]> {

  private final int atMost;

  @Inject
  public EvidenceBodies(
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize atMost) {
    this.atMost = Math.toIntExact(atMost.asLongValue());
  }

  @Override
  public boolean isReadable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type == byte[].class;
  }

  @Override
  public byte[] readFrom(
      Class<byte[]> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, String> headers,
      InputStream body)
      throws IOException {
    byte[] file = body.readNBytes(atMost + 1);
    if (file.length > atMost) {
      throw new ClientErrorException(Response.Status.REQUEST_ENTITY_TOO_LARGE);
    }
    return file;
  }
}
