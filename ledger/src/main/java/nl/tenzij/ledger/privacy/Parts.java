package nl.tenzij.ledger.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Walks a JSON tree by path. */
final class Parts {

  private Parts() {}

  /**
   * What becomes of one part of a tree: an object, an array, or what was embedded. Nothing else can
   * be a personal value, and most of a tree is something else.
   */
  interface Change {

    /**
     * @param path JSON pointer (RFC 6901) of the part
     * @return the part itself to have its inside looked at, or what stands in its place
     */
    JsonNode of(JsonNode part, String path);
  }

  /** Changes a tree in place, from the outside in. */
  static JsonNode change(JsonNode tree, Change change) {
    return change(tree, "", change);
  }

  private static JsonNode change(JsonNode part, String path, Change change) {
    JsonNode changed = change.of(part, path);
    if (changed != part) {
      return changed;
    }
    if (part instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        if (isLookedAt(field.getValue())) {
          String below = path + '/' + field.getKey().replace("~", "~0").replace("/", "~1");
          field.setValue(change(field.getValue(), below, change));
        }
      }
    } else if (part instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        if (isLookedAt(array.get(i))) {
          array.set(i, change(array.get(i), path + '/' + i, change));
        }
      }
    }
    return part;
  }

  private static boolean isLookedAt(JsonNode part) {
    return part.isContainerNode() || part.isPojo();
  }
}
