package nl.tenzij.ledger.web;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.tenzij.ledger.tenancy.Roles;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.Paths;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/**
 * Writes into a service's OpenAPI document what holds for every operation, so that no resource has
 * to: the problems it answers, the headers it takes and gives, and the sign-in.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class OpenApiRules implements OASFilter {

  private static final String SIGN_IN = "accessToken";
  private static final DotName OPERATION =
      DotName.createSimple(org.eclipse.microprofile.openapi.annotations.Operation.class);
  private static final Map<String, ProblemType> ALWAYS =
      Map.ofEntries(
          Map.entry("400", ProblemType.INVALID),
          Map.entry("401", ProblemType.UNAUTHENTICATED),
          Map.entry("403", ProblemType.FORBIDDEN),
          Map.entry("404", ProblemType.NOT_FOUND),
          Map.entry("406", ProblemType.NOT_ACCEPTABLE),
          Map.entry("412", ProblemType.STALE),
          Map.entry("414", ProblemType.TARGET_TOO_LONG),
          Map.entry("429", ProblemType.TOO_MANY_REQUESTS),
          Map.entry("431", ProblemType.HEADERS_TOO_LARGE),
          Map.entry("500", ProblemType.UNEXPECTED),
          Map.entry("503", ProblemType.UNAVAILABLE));
  private static final String REFUSED = "409";

  private static final Map<String, ProblemType> WRITING =
      Map.of(
          REFUSED,
          ProblemType.REFUSED,
          "413",
          ProblemType.TOO_LARGE,
          "415",
          ProblemType.UNSUPPORTED_MEDIA_TYPE,
          "428",
          ProblemType.PRECONDITION_REQUIRED);
  private static final Set<PathItem.HttpMethod> WRITES =
      Set.of(
          PathItem.HttpMethod.POST,
          PathItem.HttpMethod.PUT,
          PathItem.HttpMethod.PATCH,
          PathItem.HttpMethod.DELETE);

  private final Map<String, List<String>> roles = new HashMap<>();
  private final Set<String> tagged = new HashSet<>();
  private final Set<String> asking = new HashSet<>();

  /**
   * @param classes of the service, to find what their methods say
   */
  public OpenApiRules(IndexView classes) {
    classes
        .getAnnotations(Roles.class)
        .forEach(found -> roles.put(id(found), List.of(found.value().asStringArray())));
    classes.getAnnotations(Tagged.class).forEach(found -> tagged.add(id(found)));
    classes.getAnnotations(Asking.class).forEach(found -> asking.add(id(found)));
  }

  /** Of the operation, before it is named. */
  private static String id(AnnotationInstance found) {
    MethodInfo method = found.target().asMethod();
    AnnotationValue named =
        Optional.ofNullable(method.annotation(OPERATION))
            .map(operation -> operation.value("operationId"))
            .orElse(null);
    return named == null
        ? method.declaringClass().name().withoutPackagePrefix() + '_' + method.name()
        : named.asString();
  }

  @Override
  public void filterOpenAPI(OpenAPI document) {
    document.setServers(List.of(OASFactory.createServer().url(ApiVersion.BASE)));
    components(document);
    Paths relative = OASFactory.createPaths();
    if (document.getPaths() != null && document.getPaths().getPathItems() != null) {
      document.getPaths().getPathItems().forEach((path, item) -> add(relative, path, item));
    }
    document.setPaths(relative);
    document.setSecurity(List.of(OASFactory.createSecurityRequirement().addScheme(SIGN_IN)));
  }

  private void add(Paths relative, String path, PathItem item) {
    item.getOperations().forEach(this::complete);
    item.getOperations().values().forEach(this::sayWhoMay);
    item.getOperations().values().forEach(this::sayWhereATagIs);
    item.getOperations().values().forEach(OpenApiRules::name);
    item.getOperations().values().forEach(operation -> order(path, operation));
    relative.addPathItem(
        path.startsWith(ApiVersion.BASE + '/') ? path.substring(ApiVersion.BASE.length()) : path,
        item);
  }

  private void sayWhoMay(Operation operation) {
    List<String> may = roles.get(operation.getOperationId());
    if (may != null) {
      operation.addExtension(Roles.EXTENSION, may);
    }
  }

  private void sayWhereATagIs(Operation operation) {
    if (tagged.contains(operation.getOperationId())) {
      header(operation, HttpHeaders.IF_NONE_MATCH, "The ETag of what the client has already.");
      operation
          .getResponses()
          .addAPIResponse("304", alreadyThere())
          .getAPIResponse("200")
          .addHeader(
              HttpHeaders.ETAG,
              OASFactory.createHeader().description("Stands for what is shown.").schema(text()));
    }
  }

  private static APIResponse alreadyThere() {
    APIResponse response = OASFactory.createAPIResponse().description("The client has it already");
    versioned("304", response);
    return response;
  }

  /**
   * What generated clients call a method: what it does and to what, of the names in the code
   * ({@code DoorResource.hang} is {@code hangDoor}), unless the operation has a name of its own.
   */
  private static void name(Operation operation) {
    String[] parts = operation.getOperationId().split("_");
    if (parts.length == 2) {
      String about = parts[0].replaceAll("(Resource|List)$", "");
      operation.setOperationId(parts[1] + (parts[1].equals("list") ? several(about) : about));
    }
  }

  private static String several(String one) {
    return one.endsWith("s") ? one : one.endsWith("y") ? one.replaceAll("y$", "ies") : one + 's';
  }

  /** As they stand in the path, then queries, then headers: so are the arguments of a method. */
  private static void order(String path, Operation operation) {
    if (operation.getParameters() != null) {
      operation.setParameters(
          operation.getParameters().stream()
              .sorted(
                  Comparator.comparing(Parameter::getIn)
                      .thenComparing(
                          each ->
                              each.getIn() == Parameter.In.PATH
                                  ? path.indexOf('{' + each.getName() + '}')
                                  : 0))
              .toList());
    }
  }

  private void complete(PathItem.HttpMethod method, Operation operation) {
    if (operation.getResponses() == null) {
      operation.setResponses(OASFactory.createAPIResponses());
    }
    APIResponses responses = operation.getResponses();
    ALWAYS.forEach((status, type) -> problem(responses, status, type));
    if (responses.hasAPIResponse(REFUSED)) {
      // a question that has no answer as things are
      problem(responses, REFUSED, ProblemType.REFUSED);
    }
    if (WRITES.contains(method)) {
      WRITING.forEach((status, type) -> problem(responses, status, type));
      header(operation, "If-Match", "The ETag that the thing must still have.");
    } else {
      header(operation, ConsistencyToken.HEADER, "As a write answered it: show at least that.");
    }
    if (method == PathItem.HttpMethod.POST && !asking.contains(operation.getOperationId())) {
      problem(responses, "422", ProblemType.KEY_USED);
      header(operation, Idempotency.HEADER, "Makes it safe to send the request again.");
    }
    responses.getAPIResponses().forEach(OpenApiRules::versioned);
  }

  /**
   * Replaces what was generated without a content: only a problem is ever answered with these. One
   * that an operation itself declares has more to say.
   */
  private static void problem(APIResponses responses, String status, ProblemType type) {
    APIResponse declared = responses.getAPIResponse(status);
    if (declared != null
        && declared.getContent() != null
        && declared.getContent().getMediaType(Problem.MEDIA_TYPE) != null) {
      return;
    }
    String description =
        declared == null || declared.getDescription() == null
            ? type.title()
            : declared.getDescription();
    responses.addAPIResponse(
        status,
        OASFactory.createAPIResponse()
            .description(description)
            .content(
                OASFactory.createContent()
                    .addMediaType(
                        Problem.MEDIA_TYPE,
                        OASFactory.createMediaType().schema(reference("Problem")))));
  }

  private static void header(Operation operation, String name, String description) {
    List<Parameter> parameters =
        new ArrayList<>(operation.getParameters() == null ? List.of() : operation.getParameters());
    if (parameters.stream().anyMatch(each -> name.equalsIgnoreCase(each.getName()))) {
      return;
    }
    parameters.add(
        OASFactory.createParameter()
            .in(Parameter.In.HEADER)
            .name(name)
            .description(description)
            .schema(text()));
    operation.setParameters(parameters);
  }

  private static void versioned(String status, APIResponse response) {
    Header version = OASFactory.createHeader().ref("#/components/headers/" + ApiVersion.HEADER);
    response.addHeader(ApiVersion.HEADER, version);
  }

  private static void components(OpenAPI document) {
    if (document.getComponents() == null) {
      document.setComponents(OASFactory.createComponents());
    }
    Components components = document.getComponents();
    components.addSchema("Problem", problemSchema());
    components.addSchema("InputError", inputErrorSchema());
    components.addHeader(
        ApiVersion.HEADER,
        OASFactory.createHeader().description("The whole version of this API.").schema(text()));
    components.addSecurityScheme(
        SIGN_IN,
        OASFactory.createSecurityScheme()
            .type(SecurityScheme.Type.HTTP)
            .scheme("bearer")
            .bearerFormat("JWT")
            .description("An access token of the identity provider, meant for tenzij."));
  }

  private static Schema problemSchema() {
    return OASFactory.createSchema()
        .addType(Schema.SchemaType.OBJECT)
        .description("What went wrong, by RFC 9457.")
        .required(List.of("type", "title", "status", "detail"))
        .addProperty("type", text().format("uri").description("Stable; names the kind."))
        .addProperty("title", text())
        .addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
        .addProperty("detail", text())
        .addProperty("code", text().description("The rule that refused."))
        .addProperty("reference", text().description("To tell the operator."))
        .addProperty(
            "errors",
            OASFactory.createSchema()
                .addType(Schema.SchemaType.ARRAY)
                .description("All that is wrong with the input.")
                .items(reference("InputError")));
  }

  private static Schema inputErrorSchema() {
    return OASFactory.createSchema()
        .addType(Schema.SchemaType.OBJECT)
        .required(List.of("field", "code", "detail"))
        .addProperty("field", text().description("Path in the body, or parameter, or header."))
        .addProperty("code", text())
        .addProperty("detail", text());
  }

  private static Schema text() {
    return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
  }

  private static Schema reference(String name) {
    return OASFactory.createSchema().ref("#/components/schemas/" + name);
  }
}
