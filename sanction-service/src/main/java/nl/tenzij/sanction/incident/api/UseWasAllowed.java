package nl.tenzij.sanction.incident.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.tenancy.School;
import nl.tenzij.ledger.web.InputError;
import nl.tenzij.ledger.web.Problem;
import nl.tenzij.ledger.web.ProblemType;
import nl.tenzij.sanction.verdict.Ground;
import nl.tenzij.sanction.verdict.Verdicts.Answers;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * There was no violation. Who teaches the pupil is told the ground; and where that is an exemption,
 * is offered to report a concern instead. That there was no school then is told to everyone.
 */
final class UseWasAllowed extends RuntimeException {

  private static final String NO_SCHOOL =
      "There was no school then. Where it was at a school activity, name the moment.";

  private final transient Body body;

  /**
   * @param concern where to report one; absent where none is offered
   */
  @Schema(name = "UseWasAllowed")
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  @JsonPropertyOrder({"type", "title", "status", "detail", "code", "errors", "concern"})
  record Body(
      URI type,
      String title,
      int status,
      String detail,
      String code,
      List<InputError> errors,
      String concern) {}

  UseWasAllowed(Refused refused, School school, Witnessed witnessed) {
    super(refused.getMessage(), null, false, false);
    List<InputError> errors = new ArrayList<>();
    boolean exempted = false;
    boolean noSchool = witnessed.isOutOfHours();
    for (Refused.Point point : refused.points()) {
      String pupil = witnessed.pupil(point);
      Answers answers = witnessed.answers();
      Ground ground = witnessed.verdict(pupil).orElseThrow().ground();
      boolean told = answers.teaches(pupil);
      exempted = exempted || told && ground == Ground.EXEMPTION;
      errors.add(
          new InputError(
              point.where(),
              told || noSchool ? code(ground) : point.code(),
              noSchool ? NO_SCHOOL : point.detail()));
    }
    body =
        new Body(
            ProblemType.REFUSED.uri(),
            ProblemType.REFUSED.title(),
            ProblemType.REFUSED.status(),
            refused.detail() + (exempted ? " If it worries you, report a concern instead." : ""),
            refused.code(),
            errors,
            exempted ? "/api/v1/schools/" + school + "/concerns" : null);
  }

  private static String code(Ground ground) {
    return ground.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Answers with it. */
  static final class Mapper {

    @ServerExceptionMapper
    public Response answer(UseWasAllowed allowed) {
      Response.ResponseBuilder building =
          Response.status(allowed.body.status()).type(Problem.MEDIA_TYPE).entity(allowed.body);
      return allowed.body.concern() == null
          ? building.build()
          : building
              .header(HttpHeaders.LINK, "<" + allowed.body.concern() + ">; rel=\"related\"")
              .build();
    }
  }
}
