package dev.tributary.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the guide makes is what the chart, and the servers of the try-out, ask for. */
class InstallGuideTest {
  private static final String GUIDE = Repository.text("docs/install-with-helm.md");
  private static final List<Manifest> TRY_OUT = Chart.rendered(Values.set("try-out"));
  private static final List<Manifest> SERVERS =
      Repository.documents(Repository.text("helm/try-out/servers.yaml")).stream()
          .map(Manifest::new)
          .toList();

  @Test
  void everyKeyOfTheSecretIsMade() {
    Set<String> asked = keys(TRY_OUT);
    asked.addAll(keys(SERVERS));
    Set<String> made =
        Pattern.compile("--from-literal=([a-z-]+)=\\$\\(openssl")
            .matcher(GUIDE)
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    made.remove("password");
    assertThat(made).isEqualTo(asked);
  }

  @Test
  void theSecretOfEveryRoleOfADatabaseIsMade() {
    Matcher loops =
        Pattern.compile("for database in ([a-z ]+); do\\s+for role in ([a-z ]+); do")
            .matcher(GUIDE);
    assertThat(loops.find()).isTrue();
    Set<String> made = new TreeSet<>();
    for (String database : loops.group(1).split(" ", -1)) {
      for (String role : loops.group(2).split(" ", -1)) {
        made.add("tributary-" + database + "-" + role);
      }
    }
    Set<String> asked =
        references(TRY_OUT)
            .map(reference -> reference.path("name").asText())
            .filter(name -> name.matches("tributary-.*-(owner|worker|request)"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(asked).hasSize(18).isEqualTo(made);
  }

  @Test
  void everyFileThatTheGuideNamesIsThere() {
    List<String> files =
        Pattern.compile("(?<![\\w/.-])((?:helm|api-gateway)/[\\w./-]*\\w)")
            .matcher(GUIDE)
            .results()
            .map(found -> found.group(1))
            .distinct()
            .toList();
    assertThat(files).hasSizeGreaterThan(5).allMatch(InstallGuideTest::exists, "exists");
  }

  @Test
  void kubernetesKnowsEveryFieldOfTheServers() {
    assertThat(SERVERS).isNotEmpty().allSatisfy(KubernetesTypes::check);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "EVERY_CONTAINER_HAS_REQUESTS_AND_LIMITS",
        "NO_POD_RUNS_AS_ROOT",
        "NO_POD_GETS_A_TOKEN_OF_THE_CLUSTER",
        "EVERY_SECRET_IS_A_REFERENCE",
        "EVERY_IMAGE_IS_PINNED",
        "EVERY_VOLUME_OF_THE_NODE_IS_BOUNDED"
      })
  void theServersKeepTheRule(Rule rule) {
    assertThat(rule.complaints(SERVERS)).isEmpty();
  }

  @Test
  void theServersAreWhereTheValuesSay() {
    Manifest collector =
        TRY_OUT.stream()
            .filter(manifest -> manifest.serves() && manifest.component().equals("event-collector"))
            .findFirst()
            .orElseThrow();
    assertThat(List.of("REDIS_URL", "KEYCLOAK_URL"))
        .allSatisfy(variable -> {
          String address = collector.variable(variable).path("value").asText();
          assertThat(SERVERS)
              .filteredOn(manifest -> manifest.kind().equals("Service"))
              .anyMatch(service ->
                  address.contains(
                      "//%s:%d"
                          .formatted(
                              service.name(), service.body().at("/spec/ports/0/port").asInt())));
        });
  }

  @Test
  void sdksAreSentWhereTheGuideForwardsTheCollector() {
    Manifest gateway =
        TRY_OUT.stream()
            .filter(manifest -> manifest.serves() && manifest.component().equals("api-gateway"))
            .findFirst()
            .orElseThrow();
    String port =
        gateway.variable("COLLECTOR_PUBLIC_URL").path("value").asText().replaceFirst(".*:", "");
    assertThat(GUIDE).contains("port-forward service/tributary-event-collector " + port + ":8080");
  }

  @Test
  void whatTheGuideDeletesByLabelIsFound() {
    List<Manifest> release = Chart.rendered(Values.set("production"));
    List<String> selectors =
        Pattern.compile("kubectl delete job[a-z,]* --selector '([^']+)'")
            .matcher(GUIDE)
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(selectors).hasSize(2);
    assertThat(found(release, selectors.getFirst()))
        .containsExactly("Job/tributary-migrate-identity");
    assertThat(found(release, selectors.getLast()))
        .hasSize(7)
        .containsAll(
            release.stream()
                .filter(manifest ->
                    manifest.body().at("/metadata/annotations").has(Chart.RENDERED_HOOK))
                .map(Manifest::toString)
                .toList());
  }

  private static List<String> found(List<Manifest> manifests, String selector) {
    return manifests.stream()
        .filter(manifest -> Set.of("Job", "Pod").contains(manifest.kind()))
        .filter(manifest ->
            Stream.of(selector.split(",", -1))
                .map(label -> label.split("=", 2))
                .allMatch(label ->
                    manifest
                        .body()
                        .path("metadata")
                        .path("labels")
                        .path(label[0])
                        .asText()
                        .equals(label[1])))
        .map(Manifest::toString)
        .toList();
  }

  private static Set<String> keys(List<Manifest> manifests) {
    return references(manifests)
        .filter(reference -> reference.path("name").asText().equals("tributary"))
        .map(reference -> reference.path("key").asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<JsonNode> references(List<Manifest> manifests) {
    return manifests.stream()
        .filter(Manifest::hasPods)
        .flatMap(Manifest::environment)
        .map(variable -> variable.at("/valueFrom/secretKeyRef"))
        .filter(JsonNode::isObject);
  }

  private static boolean exists(String file) {
    return Repository.ROOT.resolve(file).toFile().exists();
  }
}
