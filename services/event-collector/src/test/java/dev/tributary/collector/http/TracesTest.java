package dev.tributary.collector.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.collector.CollectorEnvironment;
import dev.tributary.collector.CollectorFixture;
import dev.tributary.collector.CollectorFixture.TestSource;
import dev.tributary.collector.WrittenLog;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("soak")
@Tag("soak-storms")
@QuarkusTest
@QuarkusTestResource(CollectorEnvironment.class)
@TestProfile(TracedPixelTest.Traced.class)
class TracesTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";

  @Test
  void theTraceOfARequestGoesOnInEveryEventOfIt() {
    TestSource source = CollectorFixture.source();
    given()
        .auth()
        .preemptive()
        .basic(source.writeKey(), "")
        .header("traceparent", "00-%s-%s-01".formatted(TRACE, SPAN))
        .body(
            """
            {"batch":[{"type":"track","event":"E","userId":"a"},
                      {"type":"track","event":"E","userId":"b"}]}
            """)
        .post("/v1/batch")
        .then()
        .statusCode(200);
    assertThat(WrittenLog.traceParents(source.id(), 2))
        .hasSize(2)
        .allMatch(parent -> parent.matches("00-" + TRACE + "-[0-9a-f]{16}-01"))
        .as("of our own span, not the caller's")
        .noneMatch(parent -> parent.contains(SPAN));
  }
}
