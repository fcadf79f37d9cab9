package dev.tributary.sandbox.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.tributary.sandbox.Answer;
import java.util.Map;

/** The answer of the control API to a wrong request, as RFC 9457. */
public record Problem(String title, int status, String detail) {
  public static Answer badRequest(Exception cause) {
    var detail =
        switch (cause) {
          // The messages of our own constructors explain best what is allowed.
          case ValueInstantiationException e when e.getCause() != null -> e.getCause().getMessage();
          case InvalidTypeIdException e -> "There is no kind '%s'".formatted(e.getTypeId());
          case JsonProcessingException e -> e.getOriginalMessage();
          default -> cause.getMessage();
        };
    return answer(new Problem("Bad request", 400, String.valueOf(detail)));
  }

  public static Answer notFound(String path) {
    return answer(new Problem("Not found", 404, "The control API has no " + path));
  }

  public static Answer forbidden() {
    return answer(new Problem("Forbidden", 403, "Another site's page must not use this API"));
  }

  private static Answer answer(Problem problem) {
    return Answer.of(problem.status(), problem)
        .with(Map.of("Content-Type", "application/problem+json"));
  }
}
