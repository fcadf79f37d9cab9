package dev.tributary.destinations.connectors.s3;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Egress.Request;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.connector.TestEgress;
import dev.tributary.destinations.connector.Vendor;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.sandbox.http.LocalSandbox;
import dev.tributary.testkit.vendor.StandInServer.Failure;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The bucket of the sandbox, and a destination that writes to it. */
final class Storage implements Vendor, AutoCloseable {
  private final LocalSandbox sandbox = LocalSandbox.start(Clock.systemUTC(), "");
  private final TestEgress egress = new TestEgress();
  private final ObjectNode syncSettings =
      Json.MAPPER.createObjectNode().put("path", "people").put("format", "json-lines");

  String secret = "sandbox-secret";
  String accessKeyId = "AKIASANDBOX";
  String bucket = "exports";

  @Override
  public Connector connector() {
    return InstalledConnectors.load().require("s3");
  }

  @Override
  public Target target() {
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

  @Override
  public String object() {
    return "records";
  }

  @Override
  public String matchField() {
    return "email";
  }

  @Override
  public ObjectNode syncSettings() {
    return syncSettings;
  }

  @Override
  public String textField() {
    return "name";
  }

  /** As a reader of the files finds it: the newest version of each record counts. */
  @Override
  public Map<String, String> records() {
    Map<String, Long> versions = new HashMap<>();
    Map<String, String> records = new HashMap<>();
    Stream.concat(
            names().stream().filter(name -> !name.contains("-removed")),
            names().stream().filter(name -> name.contains("-removed")))
        .flatMap(name -> text(name).lines())
        .map(line -> Json.read(line.getBytes(StandardCharsets.UTF_8), JsonNode.class))
        .forEach(line -> {
          String key = line.path("email").asText();
          long version = line.path("tributary_version").asLong();
          if (version >= versions.getOrDefault(key, 0L)) {
            versions.put(key, version);
            if (line.path("tributary_operation").asText().equals("removed")) {
              records.remove(key);
            } else {
              records.put(key, line.path("name").asText(""));
            }
          }
        });
    return records;
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

  @Override
  public boolean refuse(String matchValue) {
    // Storage takes any content.
    return false;
  }

  @Override
  public boolean failNext(Failure failure) {
    String fault =
        switch (failure) {
          case UNAUTHORISED -> "{\"kind\": \"unauthorised\"}";
          case RATE_LIMITED -> "{\"kind\": \"rate-limited\"}";
          case SERVER_ERROR -> "{\"kind\": \"server-error\", \"moment\": \"before-processing\"}";
          case CUT -> "{\"kind\": \"cut\", \"moment\": \"after-processing\"}";
          case UNREADABLE -> "{\"kind\": \"unreadable\", \"moment\": \"before-processing\"}";
        };
    call("POST", "/sandbox/s3/faults", "{\"fault\": %s, \"requests\": 1}".formatted(fault));
    return true;
  }

  @Override
  public TestEgress egress() {
    return egress;
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
