package dev.tributary.collector.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import dev.tributary.collector.CollectorEnvironment;
import dev.tributary.collector.CollectorFixture;
import dev.tributary.collector.CollectorFixture.TestSource;
import dev.tributary.collector.WrittenLog;
import dev.tributary.contracts.event.TrackingEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(CollectorEnvironment.class)
@Tag("soak-stalls")
class OutagesTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

  /** Two seconds are promised; the rest is for a machine that is busy with something else. */
  private static final Duration REFUSED_WITHIN = Duration.ofSeconds(15);

  private static final String EVENT =
      "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"E\",\"messageId\":\"m-1\"}";

  @TestHTTPResource(management = true)
  URI management;

  @Inject MeterRegistry metrics;

  @Test
  void withoutTheLogNothingIsAcceptedAndTheSameRequestSucceedsLater() throws Exception {
    TestSource source = CollectorFixture.source();
    signalKafka("STOP");
    try {
      long before = System.nanoTime();
      Response refused = send(source, EVENT);
      Duration answered = Duration.ofNanos(System.nanoTime() - before);
      RefusalShape.check(refused, 503, "log-unavailable")
          .header("Retry-After", matchesPattern("[1-9]\\d*"));
      assertThat(answered).isLessThan(REFUSED_WITHIN);
    } finally {
      signalKafka("CONT");
    }
    await().atMost(BOUND).until(() -> send(source, EVENT).statusCode() == 200);
    assertThat(WrittenLog.readEvents(source.id(), 1))
        .extracting(TrackingEvent::messageId)
        .containsOnly("m-1");
  }

  @Test
  void withoutTheLogAPixelIsShownAndCounted() throws Exception {
    TestSource source = CollectorFixture.source();
    double before = unavailable();
    signalKafka("STOP");
    try {
      given()
          .get("/v1/pixel/page?userId=u&writeKey=" + source.writeKey())
          .then()
          .statusCode(200)
          .contentType("image/gif");
    } finally {
      signalKafka("CONT");
    }
    assertThat(unavailable()).isEqualTo(before + 1);
    await().atMost(BOUND).until(() -> send(source, EVENT).statusCode() == 200);
  }

  @Test
  void itStartsAndAcceptsWithoutItsDatabaseAndFindsItLater() {
    CollectorFixture.postgres();
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            given()
                .get(management.resolve("/q/health/ready"))
                .then()
                .statusCode(200)
                .body(not(containsString("The database cannot be asked"))));
    assertThat(send(CollectorFixture.source(), EVENT).statusCode()).isEqualTo(200);
  }

  @Test
  void withoutItsDatabaseItAcceptsAndStaysReadyAndSaysSo() {
    TestSource source = CollectorFixture.source();
    CollectorFixture.postgres().shut();
    try {
      assertThat(send(source, EVENT).statusCode()).isEqualTo(200);
      given()
          .get(management.resolve("/q/health/ready"))
          .then()
          .statusCode(200)
          .body(containsString("The database cannot be asked"));
    } finally {
      CollectorFixture.postgres().reopen();
    }
  }

  @Test
  void memoryIsBoundedByConfigurationAndNotByLoad() throws IOException {
    TestSource source = CollectorFixture.source();
    TestSource other = CollectorFixture.source();
    List<Socket> slow = new ArrayList<>();
    try {
      String large = EVENT.replace("{", "{\"pad\":\"" + "x".repeat(30_000) + "\",");
      // More than the source may hold.
      await().atMost(BOUND).until(() -> isRefused(source, slow));
      assertThat(send(other, large).statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
    await().atMost(BOUND).until(() -> send(source, EVENT).statusCode() == 200);
  }

  /** Sends one more body without its end. Returns whether a body of this kind is refused by now. */
  private static boolean isRefused(TestSource source, List<Socket> slow) throws IOException {
    try {
      slow.add(halfSent(source, 4_190_000));
    } catch (IOException e) {
      return true;
    }
    for (Socket socket : slow) {
      if (socket.getInputStream().available() > 0) {
        return true;
      }
    }
    return false;
  }

  private double unavailable() {
    return metrics
        .get("tributary.collector.requests.refused")
        .tag("reason", "log-unavailable")
        .counter()
        .count();
  }

  private static Response send(TestSource source, String body) {
    return RefusalShape.fromAPage()
        .auth()
        .preemptive()
        .basic(source.writeKey(), "")
        .body(body)
        .post("/v1/track");
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
    long pid = CollectorFixture.kafkaProcess().pid();
    int exit = new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
    assertThat(exit).isZero();
  }
}
