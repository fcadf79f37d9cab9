package dev.tributary.testkit.vendor;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * The part of a vendor's API that our requests and stand-ins use, as an OpenAPI document. An
 * operation, a status or a field that the excerpt lacks is an error, so that nothing passes
 * unchecked. Thread-safe.
 */
public final class VendorExcerpt {
  public static final VendorExcerpt HUBSPOT = new VendorExcerpt("/vendor/hubspot/openapi.json");

  private static final Set<String> NO_OPERATION =
      Set.of("validation.request.path.missing", "validation.request.operation.notAllowed");

  private final String resource;
  private final String text;
  private final OpenApiInteractionValidator validator;
  private final AtomicInteger checked = new AtomicInteger();

  private VendorExcerpt(String resource) {
    this.resource = resource;
    this.text = read(resource);
    this.validator = OpenApiInteractionValidator.createForInlineApiSpecification(text).build();
  }

  /**
   * @param resource the absolute name of an OpenAPI document on the class path
   */
  public static VendorExcerpt of(String resource) {
    return new VendorExcerpt(resource);
  }

  private static String read(String resource) {
    try (InputStream stream = VendorExcerpt.class.getResourceAsStream(resource)) {
      return new String(
          Objects.requireNonNull(stream, resource).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The OpenAPI document. */
  public String text() {
    return text;
  }

  /** The number of requests and answers that were as documented. */
  public int checked() {
    return checked.get();
  }

  /**
   * @param path without the query
   * @param body empty for none
   * @throws AssertionError with what the excerpt says against the request
   */
  public void checkRequest(String method, String path, Map<String, String> headers, String body) {
    SimpleRequest.Builder request = new SimpleRequest.Builder(Request.Method.valueOf(method), path);
    headers.forEach(request::withHeader);
    if (!body.isEmpty()) {
      request.withBody(body);
    }
    check(method + " " + path, body, validator.validateRequest(request.build()));
  }

  /**
   * @param path the path of the request, without the query
   * @param body empty for none
   * @throws AssertionError with what the excerpt says against the answer
   */
  public void checkAnswer(
      String method, String path, int status, Map<String, String> headers, String body) {
    SimpleResponse.Builder answer = new SimpleResponse.Builder(status);
    headers.forEach(answer::withHeader);
    if (!body.isEmpty()) {
      answer.withBody(body);
    }
    check(
        "The answer %d of %s %s".formatted(status, method, path),
        body,
        validator.validateResponse(path, Request.Method.valueOf(method), answer.build()));
  }

  private void check(String what, String body, ValidationReport report) {
    if (report.getMessages().stream()
        .anyMatch(message -> NO_OPERATION.contains(message.getKey()))) {
      throw new AssertionError(
          "%s: the excerpt %s has no such operation. Its README.md tells how to add one."
              .formatted(what, resource));
    }
    if (report.hasErrors()) {
      throw new AssertionError(
          "%s is not as the vendor documents (%s): %s%n%s"
              .formatted(what, resource, errors(report), body));
    }
    checked.incrementAndGet();
  }

  /** Each error with the place in the body. */
  private static String errors(ValidationReport report) {
    return report.getMessages().stream()
        .map(message ->
            message
                    .getContext()
                    .flatMap(ValidationReport.MessageContext::getPointers)
                    .map(pointers -> pointers.getInstance() + ": ")
                    .orElse("")
                + message.getMessage())
        .collect(Collectors.joining("; "));
  }
}
