package dev.tributary.runtime.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.runtime.problem.ErrorCode;
import dev.tributary.runtime.problem.Problem;
import java.util.List;

/** The body of application/problem+json (RFC 9457) with our extensions. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProblemBody(
    String type,
    String title,
    int status,
    String detail,
    String code,
    List<Problem.At> errors,
    @JsonInclude(JsonInclude.Include.ALWAYS) boolean retryable,
    String requestId) {
  public static final String MEDIA_TYPE = "application/problem+json";

  public static ProblemBody of(ErrorCode code, String detail, List<Problem.At> errors, String id) {
    return new ProblemBody(
        "https://tributary.dev/problems/" + code.code(),
        code.title(),
        HttpProblems.status(code),
        detail,
        code.code(),
        errors,
        code.retryable(),
        id);
  }
}
