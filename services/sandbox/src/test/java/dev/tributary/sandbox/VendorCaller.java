package dev.tributary.sandbox;

import static io.restassured.RestAssured.given;

import dev.tributary.sandbox.http.LocalSandbox;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A sandbox with a clock that only the test moves, so that limits and jobs are exact. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public class VendorCaller {
  private final String name;
  private final TestClock clock = new TestClock("2026-11-01T12:00:00Z");
  private LocalSandbox sandbox;

  protected VendorCaller(String name) {
    this.name = name;
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
