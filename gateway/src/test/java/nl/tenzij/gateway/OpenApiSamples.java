package nl.tenzij.gateway;

/** Documents as services give them: with shared, clashing and inner parts. */
final class OpenApiSamples {

  private static final String PROBLEM =
      """
      "Problem": {"type": "object", "properties": {"status": {"type": "integer"},
        "title": {"type": "string"}, "detail": {"type": "string"}}}
      """;

  private static final String BEARER =
      """
      "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}
      """;

  static final String SCHOOL =
      document(
          """
          "/api/v1/schools/{school}/policies": {"get": {"operationId": "list", "tags": ["policies"],
            "responses": {"200": {"description": "ok", "content": {"application/json": {"schema":
              {"type": "array", "items": {"$ref": "#/components/schemas/Item"}}}}}}}},
          "/api/v1/schools/{school}/guardians/{guardian}/contact": {"get": {"operationId": "contact",
            "responses": {"200": {"description": "ok", "content": {"application/json": {"schema":
              {"$ref": "#/components/schemas/Contact"}}}}}}}
          """,
          """
          "Item": {"type": "object", "properties": {"version": {"type": "integer"},
            "problem": {"$ref": "#/components/schemas/Problem"}}},
          "Contact": {"type": "object", "properties": {"email": {"type": "string"}}},
          """
              + PROBLEM);

  static final String EXCEPTION =
      document(
          """
          "/api/v1/schools/{school}/exemptions": {"get": {"operationId": "exemptions",
            "security": [], "responses": {"200": {"description": "ok"}}}}
          """,
          PROBLEM);

  static final String SANCTION =
      document(
          """
          "/api/v1/schools/{school}/incidents": {"get": {"operationId": "list", "tags": ["incidents"],
            "parameters": [{"name": "school", "in": "path", "required": true,
              "schema": {"type": "string"}}],
            "responses": {"200": {"description": "ok", "content": {"application/json": {"schema":
              {"$ref": "#/components/schemas/Page"}}}}}}}
          """,
          """
          "Page": {"type": "object", "properties": {"items": {"type": "array",
            "items": {"$ref": "#/components/schemas/Item"}}}},
          "Item": {"type": "object", "properties": {"category": {"type": "string"}}},
          """
              + PROBLEM);

  private OpenApiSamples() {}

  private static String document(String paths, String schemas) {
    return """
    {"openapi": "3.1.0", "info": {"title": "one", "version": "1.0.0"},
     "security": [{"token": []}],
     "paths": {%s},
     "components": {"schemas": {%s}, %s}}
    """
        .formatted(paths, schemas, BEARER);
  }
}
