package dev.tributary.collector.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.collector.CollectorEnvironment;
import dev.tributary.collector.EndedSpans;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("soak")
@Tag("soak-storms")
@QuarkusTest
@QuarkusTestResource(CollectorEnvironment.class)
@TestProfile(TracedPixelTest.Traced.class)
class TracedPixelTest {
  @Inject EndedSpans spans;

  /** Traces are off by default. */
  public static class Traced implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("quarkus.otel.sdk.disabled", "false");
    }
  }

  @Test
  void itsSpanDoesNotTellWhoLoadedIt() {
    given().get("/v1/pixel/unknown?userId=anna@example.com").then().statusCode(404);
    given().get("/v1/pixel/page?userId=anna@example.com").then().statusCode(200);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() ->
            assertThat(spans.all())
                .anySatisfy(span ->
                    assertThat(span.getAttributes().asMap().values())
                        .contains("/v1/pixel/page", "REDACTED")));
    assertThat(spans.all())
        .allSatisfy(span -> assertThat(span.toString()).doesNotContain("example.com"));
  }
}
