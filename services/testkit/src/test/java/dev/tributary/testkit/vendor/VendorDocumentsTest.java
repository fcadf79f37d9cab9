package dev.tributary.testkit.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The excerpt says the same as HubSpot's own OpenAPI documents. These are not in the repository,
 * because their licence does not allow it: {@code -Dtributary.vendor-openapi} names the folder.
 */
class VendorDocumentsTest {
  private static final Path FOLDER =
      Path.of(
              System.getProperty(
                  "tributary.vendor-openapi",
                  System.getProperty("tributary.root", "..") + "/../shared/vendor-openapi"))
          .resolve("hubspot")
          .normalize();

  private final ObjectMapper mapper = new ObjectMapper();

  @Test
  void theExcerptSaysTheSameAsTheDocuments() throws IOException {
    JsonNode excerpt = mapper.readTree(VendorExcerpt.HUBSPOT.text());
    Map<String, List<String>> paths = paths(excerpt);
    Set<String> absent = new TreeSet<>();
    List<String> differences = new ArrayList<>();
    for (String document : paths.keySet()) {
      Path file = FOLDER.resolve(document);
      if (Files.exists(file)) {
        JsonNode theirs = mapper.readTree(file.toFile());
        for (String path : paths.getOrDefault(document, List.of())) {
          Comparison.differences(excerpt, theirs, path)
              .forEach(difference -> differences.add(document + ": " + difference));
        }
      } else {
        absent.add(document);
      }
    }
    boolean none = absent.size() == paths.size();
    if (!absent.isEmpty()) {
      System.out.printf(
          "SKIPPED: HubSpot's %s not in %s, so the excerpt is not compared with them%n",
          none ? "documents are" : "documents " + String.join(" and ", absent) + " are", FOLDER);
    }
    assertThat(differences).as("differences of the excerpt from HubSpot's documents").isEmpty();
    assumeTrue(!none, "HubSpot's documents are not in " + FOLDER);
  }

  /** The paths of the excerpt by the document that has them. */
  private static Map<String, List<String>> paths(JsonNode excerpt) {
    Map<String, List<String>> paths = new TreeMap<>();
    excerpt
        .path("paths")
        .properties()
        .forEach(path ->
            paths
                .computeIfAbsent(
                    path.getValue().path("x-document").asText(), document -> new ArrayList<>())
                .add(path.getKey()));
    return paths;
  }
}
