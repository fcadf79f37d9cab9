package dev.tributary.collector.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.tributary.collector.CollectorEnvironment;
import dev.tributary.collector.CollectorFixture;
import dev.tributary.collector.CollectorFixture.TestSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without the one shape an SDK would send again for ever, or a page could not read the answer. */
@QuarkusTest
@QuarkusTestResource(CollectorEnvironment.class)
class RefusalsTest {
  private static final int MIB = 1024 * 1024;

  @Test
  void aWriteKeyThatIsUnknownMissingOrNoKeyAtAll() {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> RestAssured.get("/v1/projects/unknown/settings").statusCode() == 401);
    RefusalShape.check(
        RefusalShape.fromAPage().auth().preemptive().basic("unknown", "").body("{}").post("/v1/t"),
        401,
        "unknown-write-key");
    RefusalShape.check(
        RefusalShape.fromAPage().body("{\"batch\":[]}").post("/v1/batch"),
        401,
        "unknown-write-key");
    RefusalShape.check(
        RefusalShape.fromAPage().get("/v1/projects/unknown/settings"), 401, "unknown-write-key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/purchase", "/v1/", "/v1/track/more", "/projects/"})
  void aCallThatDoesNotExist(String path) {
    RefusalShape.check(RefusalShape.fromAPage().body("{}").post(path), 404, "not-found");
    RefusalShape.check(RefusalShape.fromAPage().get(path), 404, "not-found");
  }

  @Test
  void aCallThatIsNotPosted() {
    for (String method : List.of("GET", "PUT", "PATCH", "DELETE")) {
      RefusalShape.check(
          RefusalShape.fromAPage().request(method, "/v1/track"), 405, "method-not-allowed");
    }
  }

  /** Also beyond what the server itself would take. */
  @ParameterizedTest
  @ValueSource(ints = {5, 9, 12})
  void aBodyOverTheLimit(int mebibytes) {
    byte[] body = new byte[mebibytes * MIB];
    RefusalShape.check(keyed().body(body).post("/v1/batch"), 400, "too-large");
    RefusalShape.check(
        keyed().body(new ByteArrayInputStream(body)).post("/v1/batch"), 400, "too-large");
  }

  /** 72 silent connections that hold all the memory there is, and no key among them. */
  @Test
  void bytesWithoutAKeyDoNotKeepOthersOut() throws Exception {
    byte[] bytes = new byte[349_525];
    Arrays.fill(bytes, (byte) ' ');
    String head =
        "POST /v1/batch HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n"
            .formatted(bytes.length + 1);
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 72; i++) {
        Socket socket = new Socket("127.0.0.1", RestAssured.port);
        silent.add(socket);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(bytes);
      }
      // They hold all that they may: some had to make room.
      await().atMost(Duration.ofSeconds(30)).until(() -> anyAnswered(silent));
      String event =
          "{\"type\":\"track\",\"event\":\"x\",\"userId\":\"u\",\"properties\":{\"pad\":\"%s\"}}";
      keyed()
          .body(bytes(event.formatted("x".repeat(3_000))))
          .post("/v1/track")
          .then()
          .statusCode(200);
      // SDKs that name the key in the body are served as well.
      RefusalShape.fromAPage()
          .contentType("application/octet-stream")
          .body(
              bytes(
                  "{\"batch\":[%s],\"writeKey\":\"%s\"}"
                      .formatted(
                          event.formatted("x".repeat(30_000)),
                          CollectorFixture.source().writeKey())))
          .post("/v1/batch")
          .then()
          .statusCode(200);
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  /** The attack: 72 connections with a public write key send bodies that do not end. */
  @Test
  void bodiesOfOneKeyThatDoNotEndKeepNobodyElseOut() throws Exception {
    byte[] bytes = new byte[349_525];
    Arrays.fill(bytes, (byte) ' ');
    String head =
        "POST /v1/batch HTTP/1.1\r\nHost: x\r\nAuthorization: Basic %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(credentials(CollectorFixture.source()), bytes.length + 1);
    TestSource other = CollectorFixture.source();
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 72; i++) {
        Socket socket = new Socket("127.0.0.1", RestAssured.port);
        slow.add(socket);
        socket.getOutputStream().write(bytes(head));
        socket.getOutputStream().write(bytes);
      }
      // They hold all that they may.
      await().atMost(Duration.ofSeconds(30)).until(() -> anyAnswered(slow));
      String event =
          "{\"type\":\"track\",\"event\":\"x\",\"userId\":\"u\",\"properties\":{\"pad\":\"%s\"}}";
      String batch = "{\"batch\":[%s],\"writeKey\":\"%s\"}";
      String padded = event.formatted("x".repeat(30_000));
      byte[] body =
          bytes(
              batch.formatted(String.join(",", Collections.nCopies(20, padded)), other.writeKey()));
      keyed(other).body(body).post("/v1/batch").then().statusCode(200);
      RefusalShape.fromAPage()
          .contentType("application/octet-stream")
          .body(body)
          .post("/v1/batch")
          .then()
          .statusCode(200);
      assertThat(unanswered(slow)).isLessThan(72 / 3).isPositive();
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  private static long unanswered(List<Socket> sockets) throws IOException {
    long waiting = 0;
    for (Socket socket : sockets) {
      waiting += socket.getInputStream().available() > 0 ? 0 : 1;
    }
    return waiting;
  }

  private static String credentials(TestSource source) {
    return Base64.getEncoder().encodeToString(bytes(source.writeKey() + ":"));
  }

  @Test
  void aBodyThatStopsArrivingIsRefusedAndItsConnectionIsClosed() throws Exception {
    String head =
        "POST /v1/batch HTTP/1.1\r\nHost: x\r\nAuthorization: Basic %s\r\nContent-Length: 400\r\n\r\n"
            .formatted(credentials(CollectorFixture.source()));
    try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(bytes(head + " ".repeat(300)));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 503").contains("The body took too long to arrive");
    }
  }

  @Test
  void nobodyIsUpgradedToHttp2InClearText() throws Exception {
    assertThat(firstLine("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")).doesNotStartWith("\0\0");
    assertThat(
            firstLine(
                "GET /v1/x HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings, close\r\n"
                    + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n"))
        .startsWith("HTTP/1.1 404");
  }

  /** A proxy in front of the collector could read the end of such a body differently. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: chunked, xchunked",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: xchunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 3"
      })
  void aRequestWhoseBodyHasNoCertainEndIsRefused(String headers) throws Exception {
    String request =
        "POST /v1/batch HTTP/1.1\r\nHost: x\r\nAuthorization: Basic %s\r\n%s\r\n\r\n"
                .formatted(credentials(CollectorFixture.source()), headers)
            + "0\r\n\r\nGET /v1/smuggled HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(bytes(request));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 400").containsOnlyOnce("HTTP/1.1 ");
    }
  }

  /** What the server answers first; empty if it hangs up. */
  private static String firstLine(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readNBytes(12);
      return new String(answer, StandardCharsets.US_ASCII);
    }
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private static boolean anyAnswered(List<Socket> sockets) throws IOException {
    for (Socket socket : sockets) {
      if (socket.getInputStream().available() > 0) {
        return true;
      }
    }
    return false;
  }

  @Test
  void aRefusalIsReadableWithoutAnOriginToo() {
    given()
        .body("{}")
        .post("/v1/purchase")
        .then()
        .statusCode(404)
        .contentType("application/json")
        .header("Access-Control-Allow-Origin", equalTo("*"));
  }

  private static RequestSpecification keyed() {
    return keyed(CollectorFixture.source());
  }

  private static RequestSpecification keyed(TestSource source) {
    return RefusalShape.fromAPage()
        .auth()
        .preemptive()
        .basic(source.writeKey(), "")
        .contentType("application/octet-stream");
  }
}
