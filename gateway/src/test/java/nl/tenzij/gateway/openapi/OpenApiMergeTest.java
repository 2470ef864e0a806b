package nl.tenzij.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class OpenApiMergeTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void whatRefersToARenamedComponentIsRenamedToo() {
    ObjectNode merged =
        merged(
            document("/a", "{'$ref': '#/components/schemas/Page'}", schemas("string")),
            document("/b", "{'$ref': '#/components/schemas/Page'}", schemas("integer")));

    assertThat(merged.at("/components/schemas").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("Page", "Item", "OnePage", "OneItem");
    assertThat(itemType(merged, "/paths/~1a")).isEqualTo("string");
    assertThat(itemType(merged, "/paths/~1b")).isEqualTo("integer");
  }

  @Test
  void whatIsTheSameIsShared() {
    ObjectNode merged =
        merged(
            document("/a", "{'$ref': '#/components/schemas/Page'}", schemas("string")),
            document("/b", "{'$ref': '#/components/schemas/Page'}", schemas("string")));

    assertThat(merged.at("/components/schemas").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("Page", "Item");
  }

  @Test
  void securitySchemesOfOneNameAreToldApart() {
    String bearer = "'securitySchemes': {'sign-in': {'type': 'http', 'scheme': 'bearer'}}";
    String basic = "'securitySchemes': {'sign-in': {'type': 'http', 'scheme': 'basic'}}";
    ObjectNode merged =
        merged(
            document("/a", "{}", bearer, "'security': [{'sign-in': []}],"),
            document("/b", "{}", basic, "'security': [{'sign-in': []}],"));

    assertThat(scheme(merged, "/paths/~1a")).isEqualTo("bearer");
    assertThat(scheme(merged, "/paths/~1b")).isEqualTo("basic");
  }

  @Test
  void aDocumentsPathsHangUnderItsServer() {
    ObjectNode merged =
        merged(
            json(
                """
                {'openapi': '3.1.0', 'servers': [{'url': '/api/v1'}],
                 'paths': {'/a': {'get': {}}, '/openapi.json': {'get': {}}}}
                """),
            json(
                """
                {'openapi': '3.1.0', 'servers': [{'url': 'http://inside:8081/'}],
                 'paths': {'/api/v1/b': {'get': {}}, '/elsewhere': {'get': {}}}}
                """));

    assertThat(merged.path("paths").fieldNames()).toIterable().containsExactly("/a", "/b");
    assertThat(merged.toString()).doesNotContain("inside");
  }

  @Test
  void aTagWithoutAReachablePathIsLeftOut() {
    JsonNode document =
        json(
            """
            {'openapi': '3.1.0', 'servers': [{'url': '/api/v1'}],
             'tags': [{'name': 'contacts'}, {'name': 'incidents', 'description': 'What was seen'}],
             'paths': {'/a': {'get': {'tags': ['incidents']}},
                       '/inner/b': {'get': {'tags': ['contacts']}}}}
            """);

    ObjectNode merged =
        new OpenApiMerge(JSON.createObjectNode(), (service, path) -> !path.contains("/inner/"))
            .add("one", document)
            .merged();

    assertThat(merged.path("tags"))
        .containsExactly(json("{'name': 'incidents', 'description': 'What was seen'}"));
  }

  /** Follows the references from a path to the type of a page's items. */
  private static String itemType(JsonNode document, String path) {
    JsonNode page =
        follow(document, document.at(path + "/get/responses/200/content/application~1json/schema"));
    return follow(document, page.at("/properties/items/items")).path("type").asText();
  }

  private static String scheme(JsonNode document, String path) {
    String name = document.at(path + "/get/security/0").fieldNames().next();
    return document.at("/components/securitySchemes/" + name + "/scheme").asText();
  }

  private static JsonNode follow(JsonNode document, JsonNode reference) {
    return document.at(reference.path("$ref").asText().substring(1));
  }

  private static String schemas(String itemType) {
    return """
    'schemas': {
      'Page': {'type': 'object', 'properties': {'items': {'type': 'array',
        'items': {'$ref': '#/components/schemas/Item'}}}},
      'Item': {'type': '%s'}}
    """
        .formatted(itemType);
  }

  private static JsonNode document(String path, String schema, String components) {
    return document(path, schema, components, "");
  }

  private static JsonNode document(String path, String schema, String components, String security) {
    return json(
        """
        {'openapi': '3.1.0', 'servers': [{'url': '/api/v1'}], %s
         'paths': {'%s': {'get': {'responses': {'200': {'description': 'ok',
           'content': {'application/json': {'schema': %s}}}}}}},
         'components': {%s}}
        """
            .formatted(security, path, schema, components));
  }

  private static ObjectNode merged(JsonNode other, JsonNode one) {
    return new OpenApiMerge(JSON.createObjectNode(), (service, path) -> true)
        .add("other", other)
        .add("one", one)
        .merged();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException(broken);
    }
  }
}
