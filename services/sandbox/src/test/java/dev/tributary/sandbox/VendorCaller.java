package dev.tributary.sandbox;

import static io.restassured.RestAssured.given;

import dev.tributary.sandbox.http.LocalSandbox;
import dev.tributary.testkit.vendor.VendorExcerpt;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A sandbox with a clock that only the test moves, so that limits and jobs are exact. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public class VendorCaller {
  private static final Map<String, VendorExcerpt> EXCERPTS = new ConcurrentHashMap<>();

  private final String name;
  private final TestClock clock = new TestClock("2026-11-01T12:00:00Z");
  private final String excerpt;
  private LocalSandbox sandbox;

  protected VendorCaller(String name) {
    this(name, name);
  }

  /**
   * @param excerpt the package of the vendor, which has its document
   */
  protected VendorCaller(String name, String excerpt) {
    this.name = name;
    this.excerpt = excerpt;
  }

  @BeforeAll
  void start() {
    sandbox = LocalSandbox.start(clock, "");
  }

  @AfterAll
  void stop() {
    sandbox.close();
  }

  @BeforeEach
  void reset() {
    at("/sandbox/reset").post().then().statusCode(204);
  }

  protected final void pass(Duration duration) {
    clock.pass(duration);
  }

  /** A request to the vendor, without credentials. */
  protected final RequestSpecification vendor() {
    return given().baseUri(sandbox.url() + "/" + name);
  }

  /** A request in JSON, without credentials, whose answer is checked against the document. */
  protected final RequestSpecification documented() {
    return vendor().filter(this::checked).contentType("application/json");
  }

  /** The text with double quotation marks, so that JSON is readable in tests. */
  protected static String json(String text) {
    return text.replace('\'', '"');
  }

  private Response checked(
      FilterableRequestSpecification request,
      FilterableResponseSpecification specification,
      FilterContext context) {
    var answer = context.next(request, specification);
    var path = URI.create(request.getURI()).getRawPath().substring(name.length() + 1);
    var headers = new LinkedHashMap<String, String>();
    answer.getHeaders().forEach(header -> headers.put(header.getName(), header.getValue()));
    EXCERPTS
        .computeIfAbsent(
            excerpt,
            each -> VendorExcerpt.of("/dev/tributary/sandbox/%s/openapi.json".formatted(each)))
        .checkAnswer(request.getMethod(), path, answer.statusCode(), headers, answer.asString());
    return answer;
  }

  /** The content that the control API shows. */
  protected final Response control(String path) {
    return at("/sandbox/" + name + path).get();
  }

  protected final Response set(String path, String body) {
    var answer = at("/sandbox/" + name + path).body(body).put();
    answer.then().statusCode(path.equals("/token") ? 204 : 200);
    return answer;
  }

  protected final Response command(String path, String body) {
    return at("/sandbox/" + name + path).body(body).post();
  }

  /** A request to the control API. */
  protected final RequestSpecification sandbox(String path) {
    return at("/sandbox" + path);
  }

  protected final URI url() {
    return sandbox.url();
  }

  private RequestSpecification at(String path) {
    return given().baseUri(sandbox.url().toString()).basePath(path);
  }
}
