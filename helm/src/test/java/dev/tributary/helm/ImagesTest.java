package dev.tributary.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The images are described, not built, here: what can be read of them fits the chart. */
class ImagesTest {
  private static final JsonNode BAKE = Repository.json("helm/image/bake.json");
  private static final String DOCKERFILE = Repository.text("helm/image/Dockerfile");

  @Test
  void everyImageOfTheChartIsBuiltFromItsServicesFolder() {
    List<String> targets =
        Manifest.each(BAKE.at("/group/default/targets")).map(JsonNode::asText).toList();
    Map<String, String> images =
        Chart.rendered(Values.set("production")).stream()
            .filter(Manifest::serves)
            .collect(Collectors.toMap(Manifest::component, ImagesTest::image));
    assertThat(targets).hasSize(7).hasSameElementsAs(images.keySet());
    for (String name : targets) {
      JsonNode target = BAKE.at("/target/" + name);
      String tag =
          target
              .at("/tags/0")
              .asText()
              .replace("${REGISTRY}", "registry.example/tributary")
              .replace("${VERSION}", "0.1.0");
      assertThat(tag).isEqualTo(images.get(name));
      String folder = target.at("/args/FOLDER").asText();
      assertThat(Repository.text(folder + "/src/main/resources/application.properties"))
          .contains("tributary.service=" + name);
      assertThat(DOCKERFILE).containsPattern("[ ,]" + folder + "[,\n]");
    }
  }

  @Test
  void everyImageIsForBothPlatformsAndHasABillOfMaterials() {
    JsonNode shared = BAKE.at("/target/service");
    assertThat(Manifest.each(shared.path("platforms")).map(JsonNode::asText))
        .containsExactly("linux/amd64", "linux/arm64");
    assertThat(Manifest.each(shared.path("attest")).map(JsonNode::asText)).contains("type=sbom");
  }

  @Test
  void everyImageThatWeBuildOnCanBePinnedByItsDigest() {
    List<String> digests =
        Pattern.compile("(?m)^FROM \\S* ?\\S*:\\S*\\$\\{([A-Z]+_DIGEST)}( AS .*)?$")
            .matcher(DOCKERFILE)
            .results()
            .map(from -> from.group(1))
            .toList();
    assertThat(digests).containsExactly("NODE_DIGEST", "JDK_DIGEST", "JRE_DIGEST");
    Compose compose = new Compose();
    for (String digest : digests) {
      assertThat(DOCKERFILE).contains("\nARG " + digest + "=\"\"\n");
      assertThat(BAKE.at("/variable/" + digest + "/default").asText("unset")).isEmpty();
      assertThat(BAKE.at("/target/service/args/" + digest).asText()).isEqualTo("${" + digest + "}");
      assertThat(compose.services())
          .map(service -> compose.service(service).at("/build/args"))
          .filteredOn(arguments -> !arguments.isMissingNode())
          .hasSize(7)
          .allSatisfy(arguments ->
              assertThat(arguments.path(digest).asText()).isEqualTo("${" + digest + ":-}"));
    }
    assertThat(compose.services())
        .map(service -> compose.service(service).path("image").asText())
        .filteredOn(image -> !image.startsWith("${TRIBUTARY_REGISTRY:-"))
        .hasSizeGreaterThan(3)
        .allSatisfy(image -> assertThat(image).containsPattern("\\$\\{[A-Z]+_DIGEST:-}$"));
  }

  @Test
  void theImageRunsAsWhoTheChartSays() {
    String user = Repository.yaml("helm/tributary/values.yaml").at("/pods/user").asText();
    assertThat(DOCKERFILE).contains("USER " + user + ":" + user + "\n").doesNotContain(":latest");
  }

  @Test
  void nothingRunsOnAPlatformThatTheBuilderWouldHaveToEmulate() {
    assertThat(DOCKERFILE.split("(?m)^(?=FROM )", -1))
        .filteredOn(stage -> stage.startsWith("FROM "))
        .hasSize(3)
        .filteredOn(stage -> !stage.startsWith("FROM --platform=$BUILDPLATFORM "))
        .hasSize(1)
        .allSatisfy(stage -> assertThat(stage).doesNotContainPattern("(?m)^RUN "));
    String data =
        Chart.rendered(Values.set("production")).stream()
            .filter(manifest -> manifest.component().equals("warehouse-ingestion"))
            .filter(Manifest::serves)
            .map(manifest -> manifest.variable("TRIBUTARY_DATA_DIR").path("value").asText())
            .findFirst()
            .orElseThrow();
    String copied = "COPY --from=build --chown=10001:10001 /volumes/ /var/lib/\n";
    assertThat(DOCKERFILE)
        .contains("RUN mkdir --parents " + data.replace("/var/lib/", "/volumes/") + "\n", copied);
  }

  @Test
  void theGuideNamesABuilderThatTakesBothPlatforms() {
    assertThat(Repository.text("docs/install-with-helm.md"))
        .contains("docker buildx create --driver docker-container --use");
  }

  @Test
  void chartAndImagesAreOfTheProjectsVersion() {
    String version = Repository.yaml("helm/tributary/Chart.yaml").path("appVersion").asText();
    assertThat(Repository.text("pom.xml"))
        .containsPattern(
            "<artifactId>tributary</artifactId>\\s+<version>" + version + "(-SNAPSHOT)?<");
    assertThat(Repository.text("compose.yaml")).contains("${TRIBUTARY_VERSION:-" + version + "}");
  }

  private static String image(Manifest manifest) {
    return manifest.containers().findFirst().orElseThrow().path("image").asText();
  }
}
