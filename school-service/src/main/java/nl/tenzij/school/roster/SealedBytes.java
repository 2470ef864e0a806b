package nl.tenzij.school.roster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.privacy.Vault;
import nl.tenzij.ledger.store.Sealing;
import nl.tenzij.ledger.store.StreamId;

/** Seals what an import has to keep in the database for a while, with a key of the board. */
@ApplicationScoped
class SealedBytes {

  private static final String FIELD = "part";

  @Inject Vault vault;
  @Inject ObjectMapper json;

  /** Where sealed bytes belong: they can't be opened as anything else. */
  record Place(StreamId stream, UUID id) {}

  Uni<String> seal(Place place, byte[] bytes) {
    ObjectNode tree = json.createObjectNode();
    tree.set(FIELD, new POJONode(Personal.of(BoardSubjects.ROSTER_PACKAGES, bytes)));
    return vault
        .seal(place.stream(), List.of(place.id()), List.of(tree))
        .map(closed -> closed.getFirst().toString());
  }

  Uni<byte[]> open(Place place, String sealed) {
    return vault
        .open(List.of(new Sealing.Unopened(place.stream(), place.id(), tree(sealed))))
        .map(opened -> bytes(opened.getFirst().get(FIELD)));
  }

  private JsonNode tree(String sealed) {
    try {
      return json.readTree(sealed);
    } catch (JsonProcessingException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static byte[] bytes(JsonNode part) {
    if (part instanceof POJONode pojo
        && pojo.getPojo() instanceof Personal<?> personal
        && personal.value().orElse(null) instanceof JsonNode content) {
      try {
        return content.binaryValue();
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }
    throw new IllegalStateException("what was sealed came back as something else");
  }
}
