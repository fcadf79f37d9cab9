package dev.tributary.collector.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import dev.tributary.collector.CollectorEnvironment;
import dev.tributary.collector.CollectorFixture;
import dev.tributary.collector.CollectorFixture.TestSource;
import dev.tributary.runtime.log.WriterGuard;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nothing is accepted for a log that is certainly not the one that the installation reads. */
@QuarkusTest
@QuarkusTestResource(CollectorEnvironment.class)
@Tag("soak")
@Tag("soak-stalls")
class AnotherLogTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Pattern CODE = Pattern.compile("ACCEPT_LOG=([0-9a-f]+)");

  @Inject WriterGuard guard;

  @Inject
  @DataSource("worker")
  AgroalDataSource worker;

  @TestHTTPResource(management = true)
  URI management;

  /** The collector reaches its database through this gate, which opens when it is asked for. */
  @BeforeEach
  void openTheDatabase() {
    CollectorFixture.postgres();
  }

  @AfterEach
  void acceptNothingMore() {
    guard.accept(Set.of());
  }

  @Test
  void eventsAreRefusedUntilTheLogIsAccepted() throws Exception {
    TestSource source = CollectorFixture.source();
    assertThat(send(source.writeKey()).statusCode()).isEqualTo(200);
    String problem = recreated("events");
    RefusalShape.check(send(source.writeKey()), 503, "log-unavailable");
    given()
        .get(management.resolve("/q/health/ready"))
        .then()
        .statusCode(503)
        .body(containsString("events"))
        .body(containsString("deleted and created again"));
    accept(problem);
    await().atMost(BOUND).until(() -> send(source.writeKey()).statusCode() == 200);
  }

  @Test
  void aWriteKeyThatIsMissingOnARecreatedTopicIsNotCalledUnknown() throws Exception {
    TestSource source = CollectorFixture.source();
    String problem = recreated("sources");
    RefusalShape.check(send("never-seen"), 503, "starting");
    assertThat(send(source.writeKey()).statusCode()).isEqualTo(200);
    accept(problem);
    await().atMost(BOUND).until(() -> send("never-seen").statusCode() == 401);
  }

  /** What the database remembers differs from the log, as after the topic was recreated. */
  private String recreated(String topic) throws Exception {
    await().atMost(BOUND).until(guard::permits);
    try (Connection connection = worker.getConnection();
        Statement statement = connection.createStatement()) {
      assertThat(
              statement.executeUpdate(
                  "update known_log set topic_id = 'before' where topic = '" + topic + "'"))
          .isEqualTo(1);
    }
    await().atMost(BOUND).until(() -> guard.problem() != null);
    return String.valueOf(guard.problem());
  }

  private void accept(String problem) {
    Matcher matcher = CODE.matcher(problem);
    assertThat(matcher.find()).as(problem).isTrue();
    guard.accept(Set.of(matcher.group(1)));
    await().atMost(BOUND).until(guard::permits);
  }

  private static Response send(String writeKey) {
    return RefusalShape.fromAPage()
        .auth()
        .preemptive()
        .basic(writeKey, "")
        .body("{\"type\":\"track\",\"userId\":\"u\",\"event\":\"E\"}")
        .post("/v1/track");
  }
}
