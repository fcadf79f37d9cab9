package dev.tributary.collector.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.collector.CollectorEnvironment;
import dev.tributary.collector.CollectorFixture;
import dev.tributary.runtime.http.installation.ServiceToken;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The collector's public port is that of the internet. */
@QuarkusTest
@QuarkusTestResource(CollectorEnvironment.class)
class ManagementTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

  @TestHTTPResource(management = true)
  URI management;

  @Inject ServiceToken token;

  @BeforeEach
  void ready() {
    CollectorFixture.postgres();
    URI health = management.resolve("/q/health/ready");
    await().atMost(BOUND).until(() -> given().get(health).statusCode() == 200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/q/health/live",
        "/q/health/group/traffic",
        "/q/metrics",
        "/q/openapi",
        "/internal/facts?workspace=wsp_a",
        "/internal/pipeline?workspace=wsp_a",
        "/internal/purges?workspace=wsp_a"
      })
  void whatIsForTheInstallationOnlyIsNotOnThePublicPort(String path) {
    Response unknown = asService().get("/nothing");
    Response answer = asService().get(path);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(withoutId(answer)).isEqualTo(withoutId(unknown));
    asService().get(management.resolve(path)).then().statusCode(200);
  }

  private RequestSpecification asService() {
    return given().header(ServiceToken.HEADER, token.value());
  }

  private static String withoutId(Response answer) {
    return answer.asString().replace(String.valueOf(answer.header("X-Request-Id")), "");
  }
}
