package nl.tenzij.ledger.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.privacy.SubjectForgotten;
import nl.tenzij.ledger.store.AlreadyHandled;
import nl.tenzij.ledger.store.Failures;
import nl.tenzij.ledger.store.VersionConflict;
import nl.tenzij.ledger.tenancy.Forbidden;
import nl.tenzij.ledger.tenancy.NotYours;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Every failure as the problem (RFC 9457) that its client gets. What a problem says is for its
 * reader to act on: a rule's code, all wrong fields, a reference for the operator. Of what the
 * client sent it repeats the names of fields and no value, and it tells nothing of the inside.
 */
@Singleton
public class Problems {

  private static final Logger LOG = Logger.getLogger(Problems.class);
  private static final String RETRY_AFTER_SECONDS = "2";

  private final ObjectMapper json;
  private final AllowedMethods methods;

  @Inject
  public Problems(ObjectMapper json, AllowedMethods methods) {
    this.json = json;
    this.methods = methods;
  }

  @ServerExceptionMapper
  public Response refused(Refused refused) {
    List<InputError> errors =
        refused.points().stream()
            .map(point -> new InputError(point.where(), point.code(), point.detail()))
            .toList();
    return answer(
        Problem.of(ProblemType.REFUSED, refused.detail())
            .withCode(refused.code())
            .withErrors(errors));
  }

  @ServerExceptionMapper
  public Response forgotten(SubjectForgotten subject) {
    return answer(
        Problem.of(
                ProblemType.REFUSED, "Nothing is recorded any more of somebody who is forgotten.")
            .withCode("forgotten"));
  }

  @ServerExceptionMapper
  public Response conflict(VersionConflict conflict, HttpHeaders headers) {
    return headers.getHeaderString(HttpHeaders.IF_MATCH) == null
        ? answer(
            Problem.of(ProblemType.CONFLICT, "Others changed this at the same time; try again."))
        : answer(Problem.of(ProblemType.STALE, "Read it again and decide anew."));
  }

  @ServerExceptionMapper
  public Response alreadyHandled(AlreadyHandled before) {
    return answer(Problem.of(ProblemType.CONFLICT, "This was done before."));
  }

  @ServerExceptionMapper
  public Response invalid(Invalid invalid) {
    return invalid(invalid.errors());
  }

  @ServerExceptionMapper
  public Response violated(ConstraintViolationException violated) {
    return violated.getConstraintViolations().stream().allMatch(Violations::isOfInput)
        ? invalid(Violations.errors(violated.getConstraintViolations()))
        : unexpected(violated);
  }

  @ServerExceptionMapper
  public Response keyUsed(KeyUsed used) {
    return answer(
        Problem.of(ProblemType.KEY_USED, "Use a fresh key for a request that is not the same."));
  }

  @ServerExceptionMapper
  public Response preconditionRequired(PreconditionRequired required) {
    return answer(
        Problem.of(ProblemType.PRECONDITION_REQUIRED, "Send the ETag that you read as If-Match."));
  }

  @ServerExceptionMapper
  public Response notYet(NotYet late) {
    return later(Problem.of(ProblemType.NOT_YET, "The list is catching up; try again."));
  }

  @ServerExceptionMapper
  public Response notYours(NotYours other) {
    return notFound();
  }

  @ServerExceptionMapper
  public Response forbidden(Forbidden forbidden) {
    return answer(Problem.of(ProblemType.FORBIDDEN, forbidden.getMessage()));
  }

  @ServerExceptionMapper
  public Response forbidden(ForbiddenException forbidden) {
    return answer(Problem.of(ProblemType.FORBIDDEN, "The token's roles do not allow this."));
  }

  @ServerExceptionMapper
  public Response unauthenticated(UnauthorizedException missing) {
    return unauthenticated("Bearer", "Send an access token as a bearer token.");
  }

  @ServerExceptionMapper
  public Response unauthenticated(AuthenticationFailedException failed) {
    if (Failures.passes(failed)) {
      return away(failed);
    }
    return unauthenticated(
        "Bearer error=\"invalid_token\"",
        "The token is expired, not for this system, or not from its identity provider.");
  }

  /** Of the provider itself; what is wrong with a token comes as a failed authentication. */
  @ServerExceptionMapper
  public Response providerAway(OIDCException away) {
    return away(away);
  }

  /**
   * A query value that is not of its type reaches us as not found: it is invalid input. So does a
   * method that a path does not have, where another path of its resource has it.
   */
  @ServerExceptionMapper
  public Response notFound(
      NotFoundException missing, ResourceInfo resource, UriInfo uri, Request request) {
    if (resource.getResourceMethod() == null) {
      Set<String> allowed = methods.of(uri.getPath());
      return allowed.isEmpty() || allowed.contains(request.getMethod())
          ? notFound()
          : notAllowed(allowed);
    }
    if (missing.getCause() == null) {
      return notFound();
    }
    List<InputError> errors =
        QueryErrors.of(resource.getResourceMethod(), uri.getQueryParameters());
    return errors.isEmpty() ? notFound() : invalid(errors);
  }

  @ServerExceptionMapper
  public Response notAllowed(NotAllowedException method, UriInfo uri) {
    return notAllowed(methods.of(uri.getPath()));
  }

  @ServerExceptionMapper
  public Response ofHttp(WebApplicationException failure) {
    Response own = failure.getResponse();
    if (own.getStatus() < 400) {
      return own;
    }
    return own.getStatus() == 500 ? unexpected(failure) : answer(ofStatus(own.getStatus()));
  }

  @ServerExceptionMapper
  public Response unforeseen(Throwable failure) {
    return Failures.passes(failure) ? away(failure) : unexpected(failure);
  }

  /** The problem that goes with a plain status. */
  static Problem ofStatus(int status) {
    String detail =
        switch (status) {
          case 400 -> "The request can't be read.";
          case 401 -> "Send an access token as a bearer token.";
          case 404 -> "It does not exist, or belongs to another.";
          case 405 -> "See the OpenAPI document.";
          case 406 -> "Accept application/json.";
          case 413 -> "Send less at once.";
          case 414 -> "The address may have 8192 characters.";
          case 415 -> "Send the media type that the OpenAPI document names.";
          case 431 -> "The headers together may have 16 kB.";
          default -> "See the status.";
        };
    return Problem.of(ProblemType.ofStatus(status), status, detail);
  }

  private Response away(Throwable failure) {
    LOG.warnf("a dependency is away: %s", failure.getClass().getName());
    return later(Problem.of(ProblemType.UNAVAILABLE, "Nothing was lost; try again."));
  }

  private Response unexpected(Throwable failure) {
    String reference = UUID.randomUUID().toString();
    LOG.errorf(failure, "unexpected failure %s", reference);
    return answer(
        Problem.of(ProblemType.UNEXPECTED, "Tell the operator the reference.")
            .withReference(reference));
  }

  private Response notFound() {
    return answer(ofStatus(404));
  }

  /**
   * @param allowed empty where it is not known
   */
  private Response notAllowed(Set<String> allowed) {
    Response.ResponseBuilder building = building(ofStatus(405));
    return allowed.isEmpty() ? building.build() : building.allow(allowed).build();
  }

  private Response invalid(List<InputError> errors) {
    return answer(Problem.of(ProblemType.INVALID, "See the errors.").withErrors(errors));
  }

  private Response unauthenticated(String challenge, String detail) {
    return building(Problem.of(ProblemType.UNAUTHENTICATED, detail))
        .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
        .build();
  }

  private Response later(Problem problem) {
    return building(problem).header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS).build();
  }

  private Response answer(Problem problem) {
    return building(problem).build();
  }

  private Response.ResponseBuilder building(Problem problem) {
    return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(write(problem));
  }

  /** Written here, so that it does not depend on what the resource would have answered with. */
  String write(Problem problem) {
    try {
      return json.writeValueAsString(problem);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
