package dev.tributary.destinations.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Egress.Request;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.destinations.protocol.SecretMasking;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An engineer points a destination at a server whose answers are nobody's business. */
class AnswerTextTest {
  private static final String SECRET = "PK binary, and who may read it";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON; charset=utf-8",
        "application/problem+json",
        "application/x-ndjson",
        "text/plain",
        "text/html; charset=utf-8",
        "application/x-www-form-urlencoded"
      })
  void jsonTextAndFormsAreShown(String type) {
    BatchEgress egress = egress(type, SECRET);
    Outcome outcome = tested(egress);
    assertThat(egress.exchanges().getFirst().answer()).isEqualTo(SECRET);
    assertThat(outcome.toString()).contains(SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/octet-stream",
        "application/vnd.apache.parquet",
        "application/xml",
        "image/png",
        "image/svg+xml",
        "multipart/form-data; boundary=text/plain"
      })
  void ofAnyOtherTypeTheSizeIsShown(String type) {
    BatchEgress egress = egress(type, SECRET);
    Outcome outcome = tested(egress);
    assertThat(egress.exchanges().getFirst().answer())
        .isEqualTo("%d bytes of %s".formatted(SECRET.length(), type.split(";")[0]));
    assertThat(outcome.toString()).doesNotContain("PK binary");
  }

  @Test
  void aBodyWithoutATypeIsNotShown() {
    BatchEgress egress = egress("", SECRET);
    Outcome outcome = tested(egress);
    assertThat(egress.exchanges().getFirst().answer())
        .isEqualTo("%d bytes of no type".formatted(SECRET.length()));
    assertThat(outcome.toString()).doesNotContain("PK binary");
  }

  @Test
  void anEmptyAnswerStaysEmpty() {
    BatchEgress egress = egress("", "");
    assertThat(tested(egress)).isInstanceOf(Outcome.Transient.class);
    assertThat(egress.exchanges().getFirst().answer()).isEmpty();
  }

  private static Outcome tested(BatchEgress egress) {
    Target target =
        new Target(
            new WorkspaceId("wsp_1"),
            new DestinationId("dst_1"),
            Json.MAPPER.createObjectNode().put("url", "http://10.0.0.1/"),
            Map.of(),
            URI.create("http://10.0.0.1/"));
    Connector webhook = InstalledConnectors.load().require("webhook");
    return new Protocols(Clock.systemUTC()).probe(webhook, target, egress);
  }

  /** An egress to a server that answers 500 with the body. */
  private static BatchEgress egress(String type, String body) {
    Transport server =
        new Transport() {
          @Override
          public Answer send(Request request, Duration timeout) {
            return new Answer(
                500,
                type.isEmpty() ? Map.of() : Map.of("content-type", List.of(type)),
                body.getBytes(StandardCharsets.UTF_8));
          }

          @Override
          public InetAddress checked(String host, int port) {
            return InetAddress.getLoopbackAddress();
          }

          @Override
          public void requireEncryption(URI url) {
            throw new AssertionError("A test of answers saves no address");
          }
        };
    return new BatchEgress(
        server,
        new Unlimited(),
        "account",
        List.of(),
        new SecretMasking(List.of()),
        Clock.systemUTC(),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10));
  }
}
