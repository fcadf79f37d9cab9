package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.connector.TestEgress;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.destinations.protocol.MemoryPlaces;
import dev.tributary.destinations.protocol.Places;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.sandbox.http.LocalSandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One vendor of the sandbox, and the declared connectors that send to it. */
final class StandIn implements AutoCloseable {
  private static final Map<String, String> JSON = Map.of("content-type", "application/json");

  private final LocalSandbox sandbox = LocalSandbox.start(Clock.systemUTC(), "");
  private final FixedToken fixed = new FixedToken();
  private final Protocols protocols = new Protocols(Clock.systemUTC(), fixed);
  private final TestEgress egress = new TestEgress();
  private final String vendor;
  private final String settings;
  private Places places = new MemoryPlaces();
  private String token = "any";

  /**
   * @param vendor its name in the sandbox
   * @param settings of a destination, without secrets
   */
  StandIn(String vendor, String settings) {
    this.vendor = vendor;
    this.settings = settings;
  }

  /** The access token of the destination from now on. */
  void useToken(String other) {
    token = other;
    fixed.use(other);
  }

  /** As an instance that does not know the ids of places. */
  void forgetPlaces() {
    places = new MemoryPlaces();
  }

  /** Moves the clock of the sandbox forward. */
  void pass(Duration time) {
    call("PUT", "/sandbox/clock", JSON, "{\"offset\": \"%s\"}".formatted(time));
  }

  /** The time of the sandbox. */
  Instant now() {
    return Instant.parse(call("GET", "/sandbox/clock", Map.of(), null).path("now").asText());
  }

  List<Outcome> write(String connector, String object, String sync, Item... items) {
    return send(connector, object, Operation.WRITE, sync, items);
  }

  List<Outcome> remove(String connector, String object, String sync, Item... items) {
    return send(connector, object, Operation.REMOVE, sync, items);
  }

  private List<Outcome> send(
      String connector, String object, Operation operation, String sync, Item... items) {
    Batch batch =
        new Batch(
            target().withoutSecrets(),
            "msg_1",
            new SyncId("syn_1"),
            object,
            null,
            operation,
            json(sync),
            List.of(items));
    return protocols.send(
        InstalledConnectors.load().require(connector), batch, target(), egress, places);
  }

  Outcome probe(String connector) {
    return protocols
        .probe(InstalledConnectors.load().require(connector), target(), egress)
        .outcome();
  }

  private Target target() {
    return new Target(
        new WorkspaceId("wsp_1"),
        new DestinationId("dst_1"),
        json(settings),
        Map.of("accessToken", token),
        URI.create(sandbox.url() + "/" + vendor));
  }

  /**
   * @param path after the name of the vendor
   */
  JsonNode control(String method, String path, @Nullable String body) {
    return call(method, "/sandbox/" + vendor + path, JSON, body);
  }

  /** Requests that were not as the vendor's document says. */
  String deviations() {
    return control("GET", "/deviations", null).toString();
  }

  JsonNode call(String method, String path, Map<String, String> headers, @Nullable String body) {
    byte[] bytes = body == null ? null : body.getBytes(StandardCharsets.UTF_8);
    try {
      Egress.Answer answer =
          egress.send(new Egress.Request(method, URI.create(sandbox.url() + path), headers, bytes));
      assertThat(answer.successful()).as("%s %s: %d", method, path, answer.status()).isTrue();
      return answer.body().length == 0
          ? Json.MAPPER.createObjectNode()
          : Json.MAPPER.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (EgressFailure e) {
      throw new AssertionError(e);
    }
  }

  static Item item(int number, @Nullable String matchField, String matchValue, String fields) {
    return ItemBuilder.builder()
        .delivery("dlv_" + number)
        .matchField(matchField)
        .matchValue(matchValue)
        .deliveredAs(null)
        .vendorId(null)
        .parentVendorId(null)
        .fields(json(fields))
        .version(1)
        .hash("hash")
        .since(Instant.parse("2026-01-01T00:00:00Z"))
        .position(null)
        .build();
  }

  static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) Json.MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
