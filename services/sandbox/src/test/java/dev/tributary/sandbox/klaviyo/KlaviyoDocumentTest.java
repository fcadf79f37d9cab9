package dev.tributary.sandbox.klaviyo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tributary.sandbox.Json;
import dev.tributary.testkit.vendor.Comparison;
import dev.tributary.testkit.vendor.VendorExcerpt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class KlaviyoDocumentTest {
  private static final Path DOCUMENT =
      Path.of(
              System.getProperty(
                  "tributary.vendor-openapi",
                  System.getProperty("tributary.root", "../..") + "/../shared/vendor-openapi"))
          .resolve("klaviyo/stable.json")
          .normalize();

  /** Left out without Klaviyo's own document, whose licence allows no copy in the repository. */
  @Test
  void theExcerptSaysTheSameAsTheDocument() throws IOException {
    assumeTrue(Files.exists(DOCUMENT), "Klaviyo's document is not at " + DOCUMENT);
    var ours =
        Json.LENIENT.readTree(
            VendorExcerpt.of("/dev/tributary/sandbox/klaviyo/openapi.json").text());
    var theirs = Json.LENIENT.readTree(DOCUMENT.toFile());
    var differences = new ArrayList<String>();

    ours.path("paths")
        .fieldNames()
        .forEachRemaining(path -> differences.addAll(Comparison.differences(ours, theirs, path)));

    assertThat(differences).isEmpty();
  }
}
