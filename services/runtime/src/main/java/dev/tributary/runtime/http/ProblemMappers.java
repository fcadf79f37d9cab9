package dev.tributary.runtime.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.tributary.runtime.problem.ErrorCode;
import dev.tributary.runtime.problem.JsonErrors;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
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

/** Turns every exception of a route into problem+json. A stack trace goes only to the log. */
public class ProblemMappers {
  private static final int SOON = 1;
  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

  private final RequestId request;

  @Inject
  public ProblemMappers(RequestId request) {
    this.request = request;
  }

  @ServerExceptionMapper
  public Response problem(Problem problem) {
    return answer(body(problem, request.value()), problem.retryAfterSeconds());
  }

  /** The subclass is named too, because Quarkus has its own mapper for it. */
  @ServerExceptionMapper({JacksonException.class, MismatchedInputException.class})
  public Response json(JacksonException e) {
    return problem(JsonErrors.problem(e));
  }

  /**
   * If the issuer is unavailable, the token cannot be checked. This does not make the token
   * invalid.
   */
  @ServerExceptionMapper({
    AuthenticationFailedException.class,
    UnauthorizedException.class,
    AuthenticationCompletionException.class
  })
  public Response unauthenticated(SecurityException e) {
    return TransientFailures.isOutage(e)
        ? unexpected(e)
        : answer(Problems.UNAUTHENTICATED, Problems.UNAUTHENTICATED.title());
  }

  @ServerExceptionMapper
  public Response forbidden(ForbiddenException e) {
    return answer(Problems.FORBIDDEN, Problems.FORBIDDEN.title());
  }

  @ServerExceptionMapper
  public Response webApplication(WebApplicationException e) {
    if (e.getCause() instanceof JacksonException json) {
      return json(json);
    }
    if (e instanceof NotFoundException && e.getCause() instanceof IllegalArgumentException) {
      // The framework answers 404 for a parameter of the wrong type, although the address
      // exists.
      String detail = "A parameter is not of its type: " + e.getCause().getMessage();
      return answer(Problems.BAD_PARAMETER, detail);
    }
    int status = e.getResponse().getStatus();
    if (status >= 500) {
      return unexpected(e);
    }
    ErrorCode code = HttpProblems.ofStatus(status);
    return answer(code, code.title());
  }

  @ServerExceptionMapper
  public Response unexpected(Throwable e) {
    return answer(body(e, request.value()));
  }

  /** The answer to any exception. Exceptions other than {@link Problem} are logged. */
  public static ProblemBody body(Throwable e, String requestId) {
    if (e instanceof Problem problem) {
      String detail = String.valueOf(problem.getMessage());
      return ProblemBody.of(problem.code(), detail, problem.errors(), requestId);
    }
    if (TransientFailures.isOutage(e)) {
      LOG.warnf("Request %s met an outage: %s", requestId, e.getMessage());
      return body(Problems.UNAVAILABLE, Problems.UNAVAILABLE.title(), requestId);
    }
    if (TransientFailures.isUnstorable(e)) {
      return body(Problems.INVALID, "A value cannot be stored, such as U+0000", requestId);
    }
    LOG.errorf(e, "Request %s failed", requestId);
    return body(Problems.INTERNAL, "Ask with the request id " + requestId, requestId);
  }

  private static ProblemBody body(ErrorCode code, String detail, String requestId) {
    return ProblemBody.of(code, detail, List.of(), requestId);
  }

  private Response answer(ErrorCode code, String detail) {
    return answer(body(code, detail, request.value()));
  }

  private static Response answer(ProblemBody body) {
    return answer(body, SOON);
  }

  private static Response answer(ProblemBody body, int retryAfterSeconds) {
    Response.ResponseBuilder response =
        Response.status(body.status()).type(ProblemBody.MEDIA_TYPE).entity(body);
    if (body.code().equals(Problems.UNAUTHENTICATED.code())) {
      response.header("WWW-Authenticate", "Bearer");
    }
    if (body.retryable()) {
      response.header("Retry-After", retryAfterSeconds);
    }
    return response.build();
  }
}
