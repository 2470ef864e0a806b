package nl.tenzij.sanction.incident.api;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.web.Problem;
import nl.tenzij.ledger.web.ProblemType;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The same person recorded it before, and is told where it is. */
final class AlreadyOnRecord extends RuntimeException {

  private final transient UseWasAllowed.Body body;
  private final String location;

  AlreadyOnRecord(Refused refused, String location) {
    super(refused.getMessage(), null, false, false);
    this.location = location;
    body =
        new UseWasAllowed.Body(
            ProblemType.REFUSED.uri(),
            ProblemType.REFUSED.title(),
            ProblemType.REFUSED.status(),
            refused.detail(),
            refused.code(),
            List.of(),
            null);
  }

  /** Answers with it. */
  static final class Mapper {

    @ServerExceptionMapper
    public Response answer(AlreadyOnRecord already) {
      return Response.status(already.body.status())
          .type(Problem.MEDIA_TYPE)
          .header(HttpHeaders.LOCATION, already.location)
          .entity(already.body)
          .build();
    }
  }
}
