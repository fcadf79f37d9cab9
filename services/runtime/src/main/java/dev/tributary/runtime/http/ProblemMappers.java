package dev.tributary.runtime.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.sql.SQLTransientException;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

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

  /** Before Quarkus' own mapper of this type, which answers in its own shape. */
  @ServerExceptionMapper
  public Response mismatch(MismatchedInputException e) {
    return json(e);
  }

  @ServerExceptionMapper
  public Response json(JacksonException e) {
    String pointer = pointer(e);
    if (e instanceof UnrecognizedPropertyException unknown) {
      String detail =
          "Unknown field %s; known are %s"
              .formatted(unknown.getPropertyName(), unknown.getKnownPropertyIds());
      return answer(Problems.INVALID, detail, List.of(new Problem.At(pointer, detail)));
    }
    if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      String detail = e.getOriginalMessage();
      return answer(Problems.INVALID, detail, List.of(new Problem.At(pointer, detail)));
    }
    JsonLocation at = e.getLocation();
    String place =
        at == null ? "" : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
    return answer(Problems.MALFORMED_JSON, e.getOriginalMessage() + place, List.of());
  }

  @ServerExceptionMapper
  public Response webApplication(WebApplicationException e) {
    if (e.getCause() instanceof JacksonException json) {
      return json(json);
    }
    int status = e.getResponse().getStatus();
    ErrorCode code =
        switch (status) {
          case 401 -> Problems.UNAUTHENTICATED;
          case 403 -> Problems.FORBIDDEN;
          case 404 -> Problems.NOT_FOUND;
          case 405 -> Problems.METHOD_NOT_ALLOWED;
          case 413 -> Problems.TOO_LARGE;
          case 415 -> Problems.MEDIA_TYPE;
          default -> status >= 500 ? Problems.INTERNAL : Problems.BAD_PARAMETER;
        };
    if (status >= 500) {
      return unexpected(e);
    }
    return answer(code, code.title(), List.of());
  }

  @ServerExceptionMapper
  public Response unexpected(Throwable e) {
    if (isOutage(e)) {
      LOG.warnf("Request %s met an outage: %s", request.value(), e.getMessage());
      return answer(Problems.UNAVAILABLE, Problems.UNAVAILABLE.title(), List.of());
    }
    LOG.errorf(e, "Request %s failed", request.value());
    return answer(Problems.INTERNAL, "Ask with the request id " + request.value(), List.of());
  }

  private static boolean isOutage(@Nullable Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof SQLTransientException
          || t instanceof java.net.ConnectException
          || (t instanceof java.sql.SQLException sql
              && sql.getSQLState() != null
              && (sql.getSQLState().startsWith("08") || sql.getSQLState().startsWith("57")))) {
        return true;
      }
    }
    return false;
  }

  private static String pointer(JacksonException e) {
    if (!(e instanceof JsonMappingException mapping)) {
      return "";
    }
    StringBuilder pointer = new StringBuilder();
    for (JsonMappingException.Reference step : mapping.getPath()) {
      pointer
          .append('/')
          .append(
              step.getFieldName() == null
                  ? Integer.toString(step.getIndex())
                  : step.getFieldName());
    }
    return pointer.toString();
  }

  private Response answer(ErrorCode code, String detail, List<Problem.At> errors) {
    Response.ResponseBuilder response =
        Response.status(code.status())
            .type(ProblemBody.MEDIA_TYPE)
            .entity(ProblemBody.of(code, detail, errors, request.value()));
    if (code.retryable()) {
      response.header("Retry-After", 1);
    }
    return response.build();
  }
}
