package dev.tributary.destinations.connectors.s3;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Egress.Request;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.connector.TestEgress;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.sandbox.http.LocalSandbox;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The bucket of the sandbox, and a destination that writes to it. */
final class Storage implements AutoCloseable {
  private final LocalSandbox sandbox = LocalSandbox.start(Clock.systemUTC(), "");
  private final TestEgress egress = new TestEgress();

  String secret = "sandbox-secret";
  String accessKeyId = "AKIASANDBOX";
  String bucket = "exports";

  Connector connector() {
    return InstalledConnectors.load().require("s3");
  }

  Target target() {
    return new Target(
        new WorkspaceId("wsp_1"),
        new DestinationId("dst_1"),
        Json.MAPPER
            .createObjectNode()
            .put("endpoint", sandbox.url() + "/s3")
            .put("bucket", bucket)
            .put("accessKeyId", accessKeyId),
        Map.of("secretAccessKey", secret),
        null);
  }

  JsonNode files() {
    byte[] body = call("GET", "/sandbox/s3/files", null).body();
    return Json.read(body, JsonNode.class).path("files");
  }

  /** With the name of the bucket. */
  List<String> names() {
    return StreamSupport.stream(files().spliterator(), false)
        .map(file -> file.path("name").asText())
        .toList();
  }

  byte[] content(String name) {
    String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8);
    return call("GET", "/sandbox/s3/content?name=" + encoded, null).body();
  }

  String text(String name) {
    return new String(content(name), StandardCharsets.UTF_8);
  }

  TestEgress egress() {
    return egress;
  }

  /** The next request has its effect, and no answer. */
  void cutNext() {
    call(
        "POST",
        "/sandbox/s3/faults",
        "{\"fault\": {\"kind\": \"cut\", \"moment\": \"after-processing\"}, \"requests\": 1}");
  }

  private Answer call(String method, String path, @Nullable String body) {
    byte[] bytes = body == null ? null : body.getBytes(StandardCharsets.UTF_8);
    try {
      Answer answer =
          new TestEgress()
              .send(
                  new Request(
                      method,
                      URI.create(sandbox.url() + path),
                      Map.of("content-type", "application/json"),
                      bytes));
      if (!answer.successful()) {
        throw new AssertionError(method + " " + path + ": " + answer.status());
      }
      return answer;
    } catch (EgressFailure e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
