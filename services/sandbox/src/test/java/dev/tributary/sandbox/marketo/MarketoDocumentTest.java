package dev.tributary.sandbox.marketo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tributary.sandbox.Json;
import dev.tributary.testkit.vendor.VendorExcerpt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The excerpt against Adobe's own document, which is in the form of Swagger 2.0. */
class MarketoDocumentTest {
  private static final Path DOCUMENT =
      Path.of(
              System.getProperty(
                  "tributary.vendor-openapi",
                  System.getProperty("tributary.root", "../..") + "/../shared/vendor-openapi"))
          .resolve("marketo/swagger-mapi.json")
          .normalize();

  private JsonNode theirs = Json.LENIENT.createObjectNode();

  /** The Asset API and the Identity API have documents of their own. */
  @Test
  void eachFieldOfARequestIsInTheDocument() throws IOException {
    assumeTrue(Files.exists(DOCUMENT), "Marketo's document is not at " + DOCUMENT);
    theirs = Json.LENIENT.readTree(DOCUMENT.toFile());
    var ours =
        Json.LENIENT.readTree(
            VendorExcerpt.of("/dev/tributary/sandbox/marketo/openapi.json").text());
    List<String> differences = new ArrayList<>();
    int compared = 0;
    for (var path : ours.path("paths").properties()) {
      for (var method : path.getValue().properties()) {
        var operation = theirs.path("paths").path(path.getKey()).path(method.getKey());
        var own = path.getKey().startsWith("/rest/v1/");
        if (own && operation.isMissingNode()) {
          differences.add(method.getKey() + " " + path.getKey() + " is not there");
        }
        var schema =
            method
                .getValue()
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema");
        if (own && !schema.isMissingNode()) {
          compared++;
          compare(schema, body(operation), path.getKey(), differences);
        }
      }
    }
    assertThat(differences).isEmpty();
    assertThat(compared).isEqualTo(8);
  }

  private JsonNode body(JsonNode operation) {
    for (var parameter : operation.path("parameters")) {
      if (parameter.path("in").asText().equals("body")) {
        return parameter.path("schema");
      }
    }
    return MissingNode.getInstance();
  }

  private void compare(JsonNode ours, JsonNode given, String place, List<String> differences) {
    var reference = given.path("$ref").asText("");
    var resolved =
        reference.isEmpty()
            ? given
            : theirs.path("definitions").path(reference.substring("#/definitions/".length()));
    if (ours.has("type") && !ours.path("type").equals(resolved.path("type"))) {
      differences.add("%s: %s instead of %s".formatted(place, ours.path("type"), resolved));
    }
    if (ours.has("enum") && !ours.path("enum").equals(resolved.path("enum"))) {
      differences.add("%s: %s".formatted(place, resolved.path("enum")));
    }
    for (var property : ours.path("properties").properties()) {
      compare(
          property.getValue(),
          resolved.path("properties").path(property.getKey()),
          place + "/" + property.getKey(),
          differences);
    }
    if (ours.has("items")) {
      compare(ours.path("items"), resolved.path("items"), place + "/0", differences);
    }
  }
}
