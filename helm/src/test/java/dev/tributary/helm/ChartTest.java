package dev.tributary.helm;

import static dev.tributary.helm.Manifest.each;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChartTest {
  private static final Set<String> CONSUMERS =
      Set.of("identity-resolution", "audience-builder", "destinations");

  static Stream<Values> sets() {
    return Values.sets();
  }

  @ParameterizedTest
  @MethodSource("sets")
  void helmFindsNothingToComplainAbout(Values values) {
    var result = Chart.with(values).lint();
    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("sets")
  void kubernetesKnowsEveryField(Values values) {
    assertThat(Chart.rendered(values)).isNotEmpty().allSatisfy(KubernetesTypes::check);
  }

  @ParameterizedTest
  @CsvSource({
    "/spec, replicaz, replicaz",
    "/spec/template/spec, containerz, containerz",
    "/spec/template/spec/containers/0, readynessProbe, readynessProbe"
  })
  void aFieldThatKubernetesDoesNotKnowIsNoticed(String pointer, String field, String named) {
    Manifest broken = deployment("event-collector", Values.set("production")).copy();
    ((ObjectNode) broken.body().at(pointer)).put(field, 1);
    assertThatThrownBy(() -> KubernetesTypes.check(broken)).hasMessageContaining(named);
  }

  @ParameterizedTest
  @CsvSource({
    "Kafka, /spec/kafka",
    "Kafka, /spec/kafka/listeners/0",
    "KafkaNodePool, /spec/storage",
    "KafkaUser, /spec/authentication",
    "HTTPRoute, /spec/rules/0",
    "ServiceMonitor, /spec/endpoints/0",
    "PrometheusRule, /spec/groups/0/rules/0"
  })
  void aFieldThatAnOperatorDoesNotKnowIsNoticed(String kind, String pointer) {
    Manifest broken =
        Chart.rendered(Values.set("everything")).stream()
            .filter(manifest -> manifest.kind().equals(kind))
            .findFirst()
            .orElseThrow()
            .copy();
    ((ObjectNode) broken.body().at(pointer)).put("unheardOf", 1);
    assertThatThrownBy(() -> KubernetesTypes.check(broken)).hasMessageContaining("unheardOf");
  }

  @ParameterizedTest
  @MethodSource("sets")
  void noTwoObjectsHaveOneName(Values values) {
    assertThat(Chart.rendered(values)).map(Manifest::toString).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("sets")
  void everySelectorFindsThePodsThatItIsMeantFor(Values values) {
    List<Manifest> manifests = Chart.rendered(values);
    List<JsonNode> pods =
        manifests.stream()
            .filter(Manifest::serves)
            .map(manifest -> manifest.body().at("/spec/template/metadata/labels"))
            .toList();
    assertThat(manifests)
        .filteredOn(manifest ->
            Set.of("Service", "PodDisruptionBudget", "Deployment", "StatefulSet")
                .contains(manifest.kind()))
        .filteredOn(manifest -> !manifest.component().equals("closed"))
        .allSatisfy(manifest -> {
          JsonNode selector = manifest.body().at("/spec/selector");
          JsonNode labels = selector.path("matchLabels");
          assertThat(pods)
              .filteredOn(pod -> matches(pod, labels.isMissingNode() ? selector : labels))
              .hasSize(1);
        });
  }

  @ParameterizedTest
  @MethodSource("sets")
  void consumersKeepTheirNamesAndAreReplacedTogether(Values values) {
    List<Manifest> manifests = Chart.rendered(values);
    for (String component : CONSUMERS) {
      Manifest consumer = serving(manifests, component);
      assertThat(consumer.kind()).isEqualTo("StatefulSet");
      assertThat(consumer.body().at("/spec/podManagementPolicy").asText()).isEqualTo("Parallel");
      assertThat(
              consumer.variable("TRIBUTARY_INSTANCE").at("/valueFrom/fieldRef/fieldPath").asText())
          .isEqualTo("metadata.name");
    }
  }

  @ParameterizedTest
  @CsvSource({"required, 0, 1", "preferred, 1, 0"})
  void aRollOutNeedsNoMoreNodesThanThereAreInstances(
      String antiAffinity, int surge, int unavailable) {
    Values values =
        Values.set("production").with("pods: {antiAffinity: %s}".formatted(antiAffinity));
    assertThat(Chart.rendered(values))
        .filteredOn(manifest -> manifest.kind().equals("Deployment"))
        .hasSize(2)
        .allSatisfy(manifest -> {
          JsonNode rolling = manifest.body().at("/spec/strategy/rollingUpdate");
          assertThat(rolling.path("maxSurge").asInt()).isEqualTo(surge);
          assertThat(rolling.path("maxUnavailable").asInt()).isEqualTo(unavailable);
        });
  }

  @ParameterizedTest
  @MethodSource("sets")
  void theWarehouseIsOneWithItsFilesOnAVolume(Values values) {
    Manifest warehouse = serving(Chart.rendered(values), "warehouse-ingestion");
    assertThat(warehouse.body().at("/spec/replicas").asInt()).isEqualTo(1);
    String claim = warehouse.body().at("/spec/volumeClaimTemplates/0/metadata/name").asText();
    assertThat(warehouse.containers().flatMap(container -> each(container.path("volumeMounts"))))
        .anySatisfy(mount -> {
          assertThat(mount.path("name").asText()).isEqualTo(claim);
          assertThat(mount.path("mountPath").asText())
              .isEqualTo(warehouse.variable("TRIBUTARY_DATA_DIR").path("value").asText());
        });
  }

  @ParameterizedTest
  @MethodSource("sets")
  void everyDatabaseIsMigratedByItsServicesOwnImageAndOwner(Values values) {
    List<Manifest> manifests = Chart.rendered(values);
    Map<String, String> migrations =
        manifests.stream()
            .filter(manifest -> manifest.kind().equals("Job"))
            .collect(Collectors.toMap(ChartTest::image, ChartTest::database));
    Map<String, String> services =
        manifests.stream()
            .filter(Manifest::serves)
            .collect(Collectors.toMap(ChartTest::image, ChartTest::database));
    assertThat(migrations).hasSize(6).isEqualTo(services);
    assertThat(manifests)
        .filteredOn(Manifest::serves)
        .allSatisfy(service ->
            assertThat(service.variables()).noneMatch(name -> name.startsWith("DATABASE_OWNER")));
  }

  @Test
  void migrationsRunBeforeTheRollOut() {
    assertThat(Chart.rendered(Values.set("production")))
        .filteredOn(manifest -> manifest.kind().equals("Job"))
        .allSatisfy(job -> {
          JsonNode annotations = job.body().at("/metadata/annotations");
          assertThat(annotations.path(Chart.RENDERED_HOOK).asText())
              .isEqualTo("pre-install,pre-upgrade");
          // A hook comes before what the release makes, so it may use nothing of it.
          assertThat(job.podSpec().has("serviceAccountName")).isFalse();
        });
  }

  @Test
  void whereTheReleaseMakesTheDatabaseMigrationsAreNoHooks() {
    assertThat(Chart.rendered(Values.set("try-out")))
        .filteredOn(manifest -> manifest.kind().equals("Job"))
        .hasSize(6)
        .allSatisfy(
            job -> assertThat(job.body().at("/metadata/annotations").isMissingNode()).isTrue());
  }

  @Test
  void aHookKeepsItsNameSoThatHelmDeletesTheOneBefore() {
    Values values = Values.set("production");
    assertThat(jobs(values.with("image: {tag: 9.9.9}")))
        .hasSize(6)
        .contains("tributary-migrate-identity")
        .isEqualTo(jobs(values));
  }

  @Test
  void whereTheReleaseMakesTheDatabaseMigrationsWaitForIt() {
    assertThat(Chart.rendered(Values.set("try-out")))
        .filteredOn(manifest -> manifest.kind().equals("Job"))
        .hasSize(6)
        .allSatisfy(job -> {
          assertThat(job.body().at("/spec/backoffLimit").asInt()).isEqualTo(20);
          assertThat(job.body().at("/spec/activeDeadlineSeconds").asInt()).isEqualTo(3600);
        });
  }

  @Test
  void aJobOfAnotherVersionHasAnotherName() {
    Values values = Values.set("try-out");
    assertThat(jobs(values.with("image: {tag: 9.9.9}")))
        .hasSize(6)
        .doesNotContainAnyElementsOf(jobs(values));
  }

  @ParameterizedTest
  @MethodSource("sets")
  void whatScalesByItselfHasNoFixedNumber(Values values) {
    List<Manifest> manifests = Chart.rendered(values);
    Set<String> scaled =
        manifests.stream()
            .filter(manifest ->
                Set.of("HorizontalPodAutoscaler", "ScaledObject").contains(manifest.kind()))
            .map(manifest -> manifest.body().at("/spec/scaleTargetRef/name").asText())
            .collect(Collectors.toCollection(HashSet::new));
    assertThat(scaled).hasSize(values.name().equals("everything") ? 5 : 0);
    assertThat(manifests)
        .filteredOn(Manifest::serves)
        .allSatisfy(manifest ->
            assertThat(manifest.body().at("/spec/replicas").isMissingNode())
                .isEqualTo(scaled.contains(manifest.name())));
  }

  @Test
  void kedaReadsTheGroupsThatTheServicesAreIn() {
    assertThat(Chart.rendered(Values.set("everything")))
        .filteredOn(manifest -> manifest.kind().equals("ScaledObject"))
        .hasSize(3)
        .allSatisfy(scaled -> {
          JsonNode trigger = scaled.body().at("/spec/triggers/0/metadata");
          assertThat(trigger.path("consumerGroup").asText()).isEqualTo(scaled.component());
          assertThat(trigger.path("sasl").asText()).isEqualTo("scram_sha512");
          assertThat(scaled.body().at("/spec/maxReplicaCount").asInt()).isBetween(1, 12);
        });
  }

  @ParameterizedTest
  @MethodSource("sets")
  void aLimitThatIsSharedKnowsTheMostThatShareIt(Values values) {
    List<Manifest> manifests = Chart.rendered(values);
    Map.of(
            "api-gateway", "TRIBUTARY_GATEWAY_LIMIT_REPLICAS",
            "event-collector", "TRIBUTARY_COLLECTOR_REPLICAS",
            "destinations", "TRIBUTARY_DESTINATIONS_REPLICAS")
        .forEach((component, variable) -> {
          Manifest service = serving(manifests, component);
          String most =
              manifests.stream()
                  .filter(manifest ->
                      manifest
                          .body()
                          .at("/spec/scaleTargetRef/name")
                          .asText()
                          .equals(service.name()))
                  .map(manifest -> manifest.body().path("spec"))
                  .map(scaling ->
                      scaling.has("maxReplicas")
                          ? scaling.get("maxReplicas")
                          : scaling.get("maxReplicaCount"))
                  .findFirst()
                  .orElse(service.body().at("/spec/replicas"))
                  .asText();
          assertThat(service.variable(variable).path("value").asText()).isEqualTo(most);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"[/api, /auth]", "[/]"})
  void noPathOfHealthOrMetricsIsOpenToTheOutside(String paths) {
    Values values =
        Values.set("everything")
            .with("ingress: {gatewayPaths: %1$s, collectorPaths: %1$s}".formatted(paths));
    List<Manifest> manifests = Chart.rendered(values);
    Set<String> closed =
        manifests.stream()
            .filter(manifest -> manifest.kind().equals("Service"))
            .filter(manifest -> !manifest.body().at("/spec").has("selector"))
            .map(Manifest::name)
            .collect(Collectors.toSet());
    List<Map<String, String>> fronts =
        manifests.stream()
            .filter(manifest -> Set.of("Ingress", "HTTPRoute").contains(manifest.kind()))
            .flatMap(ChartTest::fronts)
            .toList();
    assertThat(closed).hasSize(1);
    assertThat(fronts)
        .hasSize(4)
        .allSatisfy(front ->
            assertThat(closed)
                .contains(
                    front.getOrDefault("/q", front.getOrDefault("/", closed.iterator().next()))));
  }

  @ParameterizedTest
  @MethodSource("sets")
  void everyPodIsUnderANetworkPolicyOfItsOwn(Values values) {
    List<Manifest> manifests = Chart.rendered(values);
    List<JsonNode> selectors =
        manifests.stream()
            .filter(manifest -> manifest.kind().equals("NetworkPolicy"))
            .map(manifest -> manifest.body().at("/spec/podSelector/matchLabels"))
            .toList();
    assertThat(manifests)
        .filteredOn(Manifest::hasPods)
        .hasSize(13)
        .allSatisfy(manifest -> {
          JsonNode template = manifest.body().at("/spec/template/metadata/labels");
          JsonNode labels =
              template.isMissingNode() ? manifest.body().at("/metadata/labels") : template;
          // What denies everything, and what allows some of it again.
          assertThat(selectors).filteredOn(selector -> matches(labels, selector)).hasSize(2);
        });
  }

  @Test
  void onlyWhoTalksToCustomersSystemsReachesTheInternet() {
    assertThat(Chart.rendered(Values.set("production")))
        .filteredOn(manifest -> manifest.kind().equals("NetworkPolicy"))
        .filteredOn(manifest -> manifest.body().toString().contains("0.0.0.0/0"))
        .map(Manifest::component)
        .containsExactlyInAnyOrder("api-gateway", "destinations", "warehouse-ingestion");
  }

  @Test
  void everyCertificateThatIsNamedIsMounted() {
    Values withClient =
        Values.set("production")
            .with("kafka: {security: {clientSecret: {name: tributary-kafka}}}")
            .with("trustStore: {secret: {name: authorities}, passwordSecret: {name: authorities}}");
    assertThat(Chart.rendered(withClient))
        .filteredOn(manifest -> manifest.serves() || manifest.kind().equals("Job"))
        .allSatisfy(manifest -> {
          Set<String> named =
              Pattern.compile("/etc/tributary/[a-z-]+/[a-z0-9.]+")
                  .matcher(manifest.containers().toList().toString())
                  .results()
                  .map(MatchResult::group)
                  .collect(Collectors.toSet());
          assertThat(named).contains("/etc/tributary/database/ca.crt");
          assertThat(files(manifest)).isEqualTo(named);
        });
    assertThat(files(serving(Chart.rendered(withClient), "api-gateway"))).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"try-out", "everything"})
  void aPostgresqlOfItsOwnHasAQuarterOfItsMemoryForItsPages(String values) {
    JsonNode spec =
        Chart.rendered(Values.set(values)).stream()
            .filter(manifest -> manifest.kind().equals("Cluster"))
            .findFirst()
            .orElseThrow()
            .body()
            .path("spec");
    String pages = spec.at("/postgresql/parameters/shared_buffers").asText();
    String memory = spec.at("/resources/limits/memory").asText();
    assertThat(4 * mebibytes(pages)).isEqualTo(mebibytes(memory));
  }

  /** Of PostgreSQL's units and of Kubernetes'. */
  private static int mebibytes(String quantity) {
    int number = Integer.parseInt(quantity.replaceAll("\\D", ""));
    return quantity.contains("G") ? 1024 * number : number;
  }

  @Test
  void operatorsMakeTheDatabasesAndRolesThatServicesUse() {
    List<Manifest> manifests = Chart.rendered(Values.set("everything"));
    JsonNode cluster =
        manifests.stream()
            .filter(manifest -> manifest.kind().equals("Cluster"))
            .findFirst()
            .orElseThrow()
            .body();
    Set<String> made =
        each(cluster.at("/spec/managed/roles"))
            .map(role -> role.at("/passwordSecret/name").asText())
            .collect(Collectors.toSet());
    Set<String> used =
        manifests.stream()
            .filter(Manifest::hasPods)
            .flatMap(Manifest::environment)
            .filter(variable -> variable.path("name").asText().startsWith("DATABASE_"))
            .map(variable -> variable.at("/valueFrom/secretKeyRef/name").asText())
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toSet());
    assertThat(made).hasSize(18).isEqualTo(used);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "collector: {url: 'https://sdk.example'}                   | https://sdk.example",
        "ingress: {tlsSecret: certificate}                         | https://events.tributary.example",
        "gateway: {url: 'https://tributary.example'}               | https://events.tributary.example",
        "ingress: {enabled: true}                                  | http://events.tributary.example",
        "{ingress: {enabled: false}, gatewayApi: {enabled: true, parentRefs: [{name: x}]}} | http://events.tributary.example",
        "ingress: {enabled: false}                                 | http://tributary-event-collector:8080"
      })
  void peopleAreToldWhereSdksReachTheCollector(String value, String told) {
    Values values =
        Values.set("production")
            .with("{gateway: {url: 'http://t.example'}, collector: {url: ''}}")
            .with("ingress: {tlsSecret: ''}")
            .with(value);
    assertThat(
            deployment("api-gateway", values)
                .variable("COLLECTOR_PUBLIC_URL")
                .path("value")
                .asText())
        .isEqualTo(told);
  }

  @ParameterizedTest
  @MethodSource("sets")
  void theNotesSayTheNextCommand(Values values) {
    String notes = Chart.with(values).notes();
    assertThat(notes)
        .contains("helm test tributary --namespace data --logs")
        .contains("in (audience-builder, event-collector,");
    assertThat(notes.contains("port-forward service/tributary-api-gateway 8080:8080"))
        .isEqualTo(values.name().equals("try-out"));
    assertThat(notes.contains("https://events.tributary.example"))
        .isNotEqualTo(values.name().equals("try-out"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "image: {tag: latest}                            | tag",
        "services: {warehouse: {replicas: 2}}            | maximum",
        "services: {identity: {replicas: 13}}            | maximum",
        "services: {gateway: {replica: 2}}               | additional properties",
        "gateway: {url: 'https://tributary.example/'}    | pattern",
        "redis: {url: 'redis://:secret@redis:6379'}      | pattern",
        "ingress: {gatewayPaths: [/q/metrics]}           | failed",
        "ingress: {gatewayPaths: [/q]}                   | failed",
        "services: {gateway: {environment: {X_PASSWORD: x}}} | invalid propertyName",
        "kafka: {bootstrapServers: ''}                   | kafka.bootstrapServers is needed",
        "database: {host: ''}                            | database.host is needed",
        "kafka: {security: {saslMechanism: ''}}          | saslMechanism is needed",
        "trustStore: {secret: {name: authorities}}       | trustStore.passwordSecret.name is needed",
        "{kafka: {security: {clientSecret: {name: x}}}, services: {audience: {autoscaling: {enabled: true}}}} | kafka.security.clientSecret and services.audience.autoscaling exclude each other"
      })
  void aValueThatCannotWorkIsRefused(String value, String reason) {
    Values wrong = Values.set("production").with(value);
    assertThatThrownBy(() -> Chart.rendered(wrong)).hasMessageContaining(reason);
  }

  /** A try-out may have each of them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "networkPolicies: {enabled: false}               | networkPolicies.enabled",
        "networkPolicies: {front: []}                    | networkPolicies.front",
        "networkPolicies: {kafka: []}                    | networkPolicies.kafka",
        "networkPolicies: {database: []}                 | networkPolicies.database",
        "networkPolicies: {redis: []}                    | networkPolicies.redis",
        "networkPolicies: {keycloak: []}                 | networkPolicies.keycloak",
        "redis: {passwordSecret: {name: ''}}             | redis.passwordSecret.name",
        "redis: {url: 'redis://redis:6379'}              | redis.url",
        "kafka: {security: {protocol: PLAINTEXT}}        | kafka.security",
        "kafka: {security: {protocol: SASL_PLAINTEXT}}   | kafka.security",
        "kafka: {security: {protocol: SSL}}              | kafka.security"
      })
  void productionIsRefusedWithoutItsWalls(String value, String place) {
    Values open = Values.set("production").with(value);
    assertThatThrownBy(() -> Chart.rendered(open))
        .satisfies(refused -> assertThat(refused.getMessage().replace('/', '.')).contains(place));
    assertThat(Chart.rendered(open.with("tryOut: true"))).isNotEmpty();
  }

  private static Manifest deployment(String component, Values values) {
    return serving(Chart.rendered(values), component);
  }

  private static Manifest serving(List<Manifest> manifests, String component) {
    return manifests.stream()
        .filter(manifest -> manifest.serves() && manifest.component().equals(component))
        .findFirst()
        .orElseThrow();
  }

  /** What is below a container's mounts of secrets. */
  private static Set<String> files(Manifest manifest) {
    Set<String> files = new HashSet<>();
    manifest
        .containers()
        .flatMap(container -> each(container.path("volumeMounts")))
        .forEach(mount ->
            each(manifest.podSpec().path("volumes"))
                .filter(volume -> volume.path("name").equals(mount.path("name")))
                .flatMap(volume -> each(volume.at("/secret/items")))
                .map(item -> mount.path("mountPath").asText() + "/" + item.path("path").asText())
                .forEach(files::add));
    return files;
  }

  /** By host, to which service each path leads. */
  private static Stream<Map<String, String>> fronts(Manifest manifest) {
    if (manifest.kind().equals("HTTPRoute")) {
      Map<String, String> front = new HashMap<>();
      each(manifest.body().at("/spec/rules"))
          .forEach(rule ->
              front.put(
                  rule.at("/matches/0/path/value").asText(),
                  rule.at("/backendRefs/0/name").asText()));
      return Stream.of(front);
    }
    return each(manifest.body().at("/spec/rules"))
        .map(rule ->
            each(rule.at("/http/paths"))
                .collect(
                    Collectors.toMap(
                        path -> path.path("path").asText(),
                        path -> path.at("/backend/service/name").asText())));
  }

  private static String image(Manifest manifest) {
    return manifest.containers().findFirst().orElseThrow().path("image").asText();
  }

  private static String database(Manifest manifest) {
    return manifest.variable("DATABASE_URL").path("value").asText();
  }

  private static Set<String> jobs(Values values) {
    return Chart.rendered(values).stream()
        .filter(manifest -> manifest.kind().equals("Job"))
        .map(Manifest::name)
        .collect(Collectors.toSet());
  }

  private static boolean matches(JsonNode labels, JsonNode selector) {
    return selector.properties().stream()
        .allMatch(label -> label.getValue().equals(labels.get(label.getKey())));
  }
}
