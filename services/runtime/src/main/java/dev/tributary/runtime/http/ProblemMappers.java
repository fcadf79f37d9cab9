package dev.tributary.runtime.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.inject.Inject;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever a route throws into problem+json; a stack trace goes to the log only. */
public class ProblemMappers {
  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

  private final RequestId request;

  @Inject
  public ProblemMappers(RequestId request) {
    this.request = request;
  }

  @ServerExceptionMapper
  public Response problem(Problem problem) {
    return answer(problem.code(), String.valueOf(problem.getMessage()), problem.errors());
  }

  /** Named beside its subclass, because Quarkus brings a mapper of its own for that one. */
  @ServerExceptionMapper({JacksonException.class, MismatchedInputException.class})
  public Response json(JacksonException e) {
    return problem(JsonErrors.problem(e));
  }

  /** A token that cannot be checked because its issuer is away is no bad token. */
  @ServerExceptionMapper({
    AuthenticationFailedException.class,
    UnauthorizedException.class,
    AuthenticationCompletionException.class
  })
  public Response unauthenticated(SecurityException e) {
    return Outages.isOutage(e)
        ? unexpected(e)
        : answer(Problems.UNAUTHENTICATED, Problems.UNAUTHENTICATED.title(), List.of());
  }

  @ServerExceptionMapper
  public Response forbidden(ForbiddenException e) {
    return answer(Problems.FORBIDDEN, Problems.FORBIDDEN.title(), List.of());
  }

  @ServerExceptionMapper
  public Response webApplication(WebApplicationException e) {
    if (e.getCause() instanceof JacksonException json) {
      return json(json);
    }
    if (e instanceof NotFoundException && e.getCause() instanceof IllegalArgumentException) {
      // The framework's answer to a parameter of the wrong type; the address itself was found.
      String detail = "A parameter is not of its type: " + e.getCause().getMessage();
      return answer(Problems.BAD_PARAMETER, detail, List.of());
    }
    int status = e.getResponse().getStatus();
    if (status >= 500) {
      return unexpected(e);
    }
    ErrorCode code = Problems.ofStatus(status);
    return answer(code, code.title(), List.of());
  }

  @ServerExceptionMapper
  public Response unexpected(Throwable e) {
    if (Outages.isOutage(e)) {
      LOG.warnf("Request %s met an outage: %s", request.value(), e.getMessage());
      return answer(Problems.UNAVAILABLE, Problems.UNAVAILABLE.title(), List.of());
    }
    if (Outages.isUnstorable(e)) {
      return answer(Problems.INVALID, "A value cannot be stored, such as U+0000", List.of());
    }
    LOG.errorf(e, "Request %s failed", request.value());
    return answer(Problems.INTERNAL, "Ask with the request id " + request.value(), List.of());
  }

  private Response answer(ErrorCode code, String detail, List<Problem.At> errors) {
    Response.ResponseBuilder response =
        Response.status(code.status())
            .type(ProblemBody.MEDIA_TYPE)
            .entity(ProblemBody.of(code, detail, errors, request.value()));
    if (code == Problems.UNAUTHENTICATED) {
      response.header("WWW-Authenticate", "Bearer");
    }
    if (code.retryable()) {
      response.header("Retry-After", 1);
    }
    return response.build();
  }
}
