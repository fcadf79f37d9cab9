package dev.tributary.collector.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import dev.tributary.collector.CollectorEnvironment;
import dev.tributary.collector.Surroundings;
import dev.tributary.collector.Surroundings.TestSource;
import dev.tributary.collector.WrittenLog;
import dev.tributary.contracts.event.TrackingEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(CollectorEnvironment.class)
class OutagesTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String EVENT =
      "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"E\",\"messageId\":\"m-1\"}";

  @Test
  void withoutTheLogNothingIsAcceptedAndTheSameRequestSucceedsLater() throws Exception {
    TestSource source = Surroundings.source();
    signalKafka("STOP");
    try {
      long before = System.nanoTime();
      Response refused = send(source, EVENT);
      System.out.printf(
          "Answered %d after %d ms without the log%n",
          refused.statusCode(), Duration.ofNanos(System.nanoTime() - before).toMillis());
      refused
          .then()
          .statusCode(503)
          .body("code", equalTo("log-unavailable"))
          .header("Retry-After", matchesPattern("[1-9]\\d*"))
          .header("Access-Control-Allow-Origin", "*");
    } finally {
      signalKafka("CONT");
    }
    await().atMost(BOUND).until(() -> send(source, EVENT).statusCode() == 200);
    assertThat(WrittenLog.readEvents(source.id(), 1))
        .extracting(TrackingEvent::messageId)
        .containsOnly("m-1");
  }

  @Test
  void withoutItsDatabaseItAcceptsAndStaysReadyAndSaysSo() {
    TestSource source = Surroundings.source();
    Surroundings.postgres().shut();
    try {
      assertThat(send(source, EVENT).statusCode()).isEqualTo(200);
      given()
          .get("/q/health/ready")
          .then()
          .statusCode(200)
          .body(containsString("The database cannot be asked"));
    } finally {
      Surroundings.postgres().reopen();
    }
  }

  @Test
  void memoryIsBoundedByConfigurationAndNotByLoad() throws IOException {
    TestSource source = Surroundings.source();
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 6; i++) {
        slow.add(halfSent(source, 4_190_000));
      }
      String large = EVENT.replace("{", "{\"pad\":\"" + "x".repeat(30_000) + "\",");
      await()
          .atMost(BOUND)
          .untilAsserted(() ->
              send(source, large)
                  .then()
                  .statusCode(503)
                  .body("code", equalTo("overloaded"))
                  .header("Retry-After", matchesPattern("[1-9]\\d*")));
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
    await().atMost(BOUND).until(() -> send(source, EVENT).statusCode() == 200);
  }

  private static Response send(TestSource source, String body) {
    return given().auth().preemptive().basic(source.writeKey(), "").body(body).post("/v1/track");
  }

  /** A request whose last bytes never come. */
  private static Socket halfSent(TestSource source, int bytes) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
    OutputStream out = socket.getOutputStream();
    String credentials =
        java.util.Base64.getEncoder()
            .encodeToString((source.writeKey() + ":").getBytes(StandardCharsets.UTF_8));
    String head =
        "POST /v1/batch HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(credentials, bytes + 100);
    out.write(head.getBytes(StandardCharsets.UTF_8));
    out.write(new byte[bytes]);
    out.flush();
    return socket;
  }

  private static void signalKafka(String signal) throws Exception {
    long pid = Surroundings.kafkaProcess().pid();
    int exit = new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
    assertThat(exit).isZero();
  }
}
