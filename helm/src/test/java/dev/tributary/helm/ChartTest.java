package dev.tributary.helm;

import static dev.tributary.helm.Manifest.each;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
    "KafkaUser, /spec/authorization",
    "KafkaUser, /spec/authorization/acls/0/resource",
    "Kafka, /spec/kafka/authorization",
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
        .hasSize(3)
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
            .filter(service -> service.variables().contains("DATABASE_URL"))
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
    assertThat(scaled).hasSize(values.name().equals("everything") ? 6 : 0);
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
  @MethodSource("sets")
  void everyServiceIsProbedAndMeasuredOnItsManagementPort(Values values) {
    List<Manifest> manifests = Chart.rendered(values);
    assertThat(manifests)
        .filteredOn(Manifest::serves)
        .hasSize(7)
        .allSatisfy(service -> {
          JsonNode container = service.containers().findFirst().orElseThrow();
          assertThat(ports(container.path("ports"), "containerPort"))
              .isEqualTo(Map.of("http", "8080", "management", "9000"));
          assertThat(service.variable("QUARKUS_MANAGEMENT_PORT").path("value").asText())
              .isEqualTo("9000");
          assertThat(List.of("startupProbe", "livenessProbe", "readinessProbe"))
              .allSatisfy(probe ->
                  assertThat(container.path(probe).at("/httpGet/port").asText())
                      .isEqualTo("management"));
          Manifest address =
              manifests.stream()
                  .filter(manifest -> manifest.kind().equals("Service"))
                  .filter(manifest -> manifest.component().equals(service.component()))
                  .findFirst()
                  .orElseThrow();
          JsonNode open = address.body().at("/spec/ports");
          assertThat(ports(open, "port")).isEqualTo(Map.of("http", "8080", "management", "9000"));
          assertThat(ports(open, "targetPort"))
              .isEqualTo(Map.of("http", "http", "management", "management"));
        });
    assertThat(manifests)
        .filteredOn(manifest -> manifest.kind().equals("ServiceMonitor"))
        .allSatisfy(monitor ->
            assertThat(monitor.body().at("/spec/endpoints"))
                .extracting(endpoint -> endpoint.path("port").asText())
                .containsExactly("management"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[/api, /auth]", "[/]"})
  void noWayInLeadsToAManagementPort(String paths) {
    Values values =
        Values.set("everything")
            .with("ingress: {gatewayPaths: %1$s, collectorPaths: %1$s}".formatted(paths));
    List<String> backends =
        Chart.rendered(values).stream()
            .filter(manifest -> Set.of("Ingress", "HTTPRoute").contains(manifest.kind()))
            .flatMap(ChartTest::backends)
            .distinct()
            .toList();
    assertThat(backends)
        .containsExactlyInAnyOrder(
            "tributary-api-gateway:http",
            "tributary-event-collector:http",
            "tributary-api-gateway:8080",
            "tributary-event-collector:8080");
  }

  @ParameterizedTest
  @MethodSource("sets")
  void onlyServicesThatAskAndMonitoringReachAManagementPort(Values values) {
    List<Manifest> policies =
        Chart.rendered(values).stream()
            .filter(manifest -> manifest.kind().equals("NetworkPolicy"))
            .toList();
    JsonNode monitoring = monitoring(values);
    for (Manifest policy : policies) {
      List<String> may =
          each(policy.body().at("/spec/ingress"))
              .filter(ChartTest::opensManagement)
              .map(rule ->
                  rule.path("from").equals(monitoring)
                      ? "monitoring"
                      : rule.at("/from/0/podSelector/matchLabels/app.kubernetes.io~1component")
                              .asText()
                          + rule.path("from").size())
              .toList();
      boolean serves =
          !Set.of("network", "test").contains(policy.component())
              && !policy.component().startsWith("migrate-");
      Set<String> expected = new HashSet<>();
      if (serves && !policy.component().equals("api-gateway")) {
        expected.add("api-gateway1");
      }
      if (serves && !policy.component().equals("control-plane")) {
        expected.add("control-plane1");
      }
      if (policy.component().equals("identity-resolution")) {
        expected.add("audience-builder1");
      }
      if (serves && monitoring.isArray()) {
        expected.add("monitoring");
      }
      assertThat(may).as(policy.toString()).containsExactlyInAnyOrderElementsOf(expected);
      assertThat(each(policy.body().at("/spec/egress")).anyMatch(ChartTest::opensManagement))
          .as("%s asks management ports", policy)
          .isEqualTo(
              Set.of("api-gateway", "control-plane", "audience-builder")
                  .contains(policy.component()));
    }
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
        .hasSize(14)
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
        .containsExactlyInAnyOrder("control-plane", "destinations", "warehouse-ingestion");
  }

  @Test
  void theAudienceBuilderReachesTheManagementPortOfIdentityResolution() {
    List<Manifest> policies =
        Chart.rendered(Values.set("production")).stream()
            .filter(manifest -> manifest.kind().equals("NetworkPolicy"))
            .toList();
    assertThat(policies)
        .filteredOn(manifest ->
            manifest.body().at("/spec/ingress").toString().contains("\"audience-builder\""))
        .map(Manifest::component)
        .containsExactly("identity-resolution");
    assertThat(policies)
        .filteredOn(manifest ->
            manifest.body().at("/spec/egress").toString().contains("\"identity-resolution\""))
        .map(Manifest::component)
        .containsExactly("audience-builder");
  }

  @Test
  void everyCertificateThatIsNamedIsMounted() {
    Values withClient =
        Values.set("production")
            .with("kafka: {users: {gateway: {clientSecret: {name: tributary-kafka-gateway}}}}")
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
          assertThat(named.contains("/etc/tributary/database/ca.crt"))
              .isEqualTo(!manifest.component().equals("api-gateway"));
          assertThat(files(manifest)).isEqualTo(named);
        });
    assertThat(files(serving(Chart.rendered(withClient), "api-gateway"))).hasSize(4);
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
    // While the former database of the gateway is taken over, older gateways still sign in.
    used.addAll(Set.of("cdp-gateway-owner", "cdp-gateway-worker", "cdp-gateway-request"));
    assertThat(made).hasSize(21).isEqualTo(used);
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
        "services: {gateway: {environment: {X_PASSWORD: x}}} | invalid propertyName",
        "kafka: {bootstrapServers: ''}                   | kafka.bootstrapServers is needed",
        "database: {host: ''}                            | database.host is needed",
        "kafka: {security: {saslMechanism: ''}}          | saslMechanism is needed",
        "trustStore: {secret: {name: authorities}}       | trustStore.passwordSecret.name is needed",
        "{kafka: {users: {audience: {clientSecret: {name: x}}}}, services: {audience: {autoscaling: {enabled: true}}}} | kafka.users.audience.clientSecret and services.audience.autoscaling exclude each other"
      })
  void aValueThatCannotWorkIsRefused(String value, String reason) {
    Values wrong = Values.set("production").with(value);
    assertThatThrownBy(() -> Chart.rendered(wrong)).hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aServiceWithoutAUserIsNamed(boolean tryOut) {
    Values without =
        Values.set("production")
            .with("kafka: {users: {collector: {username: ''}}}")
            .with("tryOut: " + tryOut);
    assertThatThrownBy(() -> Chart.rendered(without))
        .satisfies(refused ->
            assertThat(refused.getMessage().replace('/', '.'))
                .contains("kafka.users.collector.username"));
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
        "networkPolicies: {monitoring: []}               | networkPolicies.monitoring",
        "redis: {passwordSecret: {name: ''}}             | redis.passwordSecret.name",
        "redis: {url: 'redis://redis:6379'}              | redis.url",
        "kafka: {security: {protocol: PLAINTEXT}}        | kafka.security",
        "kafka: {security: {protocol: SASL_PLAINTEXT}}   | kafka.security",
        "kafka: {security: {protocol: SSL}}              | kafka.users.gateway.clientSecret",
        "kafka: {users: {collector: {username: tributary-identity}}} | kafka.users.collector and kafka.users.identity are one user"
      })
  void productionIsRefusedWithoutItsWalls(String value, String place) {
    Values open = Values.set("production").with(value);
    assertThatThrownBy(() -> Chart.rendered(open))
        .satisfies(refused -> assertThat(refused.getMessage().replace('/', '.')).contains(place));
    assertThat(Chart.rendered(open.with("tryOut: true"))).isNotEmpty();
  }

  /** By a password, with Strimzi and without; by a certificate. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{strimzi: {enabled: true}}",
        "{tryOut: true, strimzi: {enabled: true}}",
        "{kafka: {security: {protocol: SSL, saslMechanism: ''}, users: {"
            + "gateway: {username: '', clientSecret: {name: k-gateway}}, "
            + "collector: {username: '', clientSecret: {name: k-collector}}, "
            + "identity: {username: '', clientSecret: {name: k-identity}}, "
            + "audience: {username: '', clientSecret: {name: k-audience}}, "
            + "destinations: {username: '', clientSecret: {name: k-destinations}}, "
            + "warehouse: {username: '', clientSecret: {name: k-warehouse}}, "
            + "control: {username: '', clientSecret: {name: k-control}}}}}"
      })
  void eachServiceSignsInToKafkaAsAUserOfItsOwn(String value) {
    List<Manifest> services =
        Chart.rendered(Values.set("production").with(value)).stream()
            .filter(Manifest::serves)
            .toList();
    assertThat(services)
        .hasSize(7)
        .allSatisfy(service ->
            assertThat(service.variable("KAFKA_SECURITY_PROTOCOL").path("value").asText())
                .isIn("SSL", "SASL_SSL"));
    assertThat(services.stream().map(ChartTest::kafkaUser)).doesNotHaveDuplicates();
    assertThat(services.stream().map(ChartTest::kafkaSecret))
        .doesNotContain("")
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"everything", "try-out"})
  void strimziGivesEachServiceItsRulesAndRefusesTheRest(String set) {
    List<Manifest> manifests = Chart.rendered(Values.set(set));
    Manifest cluster =
        manifests.stream().filter(each -> each.kind().equals("Kafka")).findFirst().orElseThrow();
    assertThat(cluster.body().at("/spec/kafka/authorization/type").asText()).isEqualTo("simple");
    JsonNode rules = Repository.json("helm/tributary/files/kafka-acls.json");
    List<Manifest> users =
        manifests.stream().filter(each -> each.kind().equals("KafkaUser")).toList();
    assertThat(users).hasSize(7);
    for (Manifest service : manifests.stream().filter(Manifest::serves).toList()) {
      assertThat(users)
          .filteredOn(user -> user.name().equals(kafkaUser(service)))
          .singleElement()
          .satisfies(user -> {
            JsonNode authorization = user.body().at("/spec/authorization");
            assertThat(authorization.path("type").asText()).isEqualTo("simple");
            assertThat(authorization.path("acls"))
                .isNotEmpty()
                .isEqualTo(rules.path(service.component()));
            // Strimzi names the secret after the user.
            assertThat(kafkaSecret(service)).isEqualTo(user.name());
          });
    }
  }

  /** It is reached from the internet, and the secret of the others seals their tickets. */
  @ParameterizedTest
  @MethodSource("sets")
  void theCollectorHasAKeySecretOfItsOwn(Values values) {
    for (Manifest service : Chart.rendered(values).stream().filter(Manifest::serves).toList()) {
      boolean collector = service.component().equals("event-collector");
      assertThat(secretKey(service, "TRIBUTARY_KEY_SECRET"))
          .isEqualTo(collector ? "collector-key-secret" : "key-secret");
      assertThat(service.variables().contains("TRIBUTARY_COLLECTOR_KEY_SECRET"))
          .isEqualTo(Set.of("api-gateway", "control-plane").contains(service.component()));
    }
    assertThat(secretKey(deployment("api-gateway", values), "TRIBUTARY_COLLECTOR_KEY_SECRET"))
        .isEqualTo("collector-key-secret");
  }

  private static String secretKey(Manifest service, String variable) {
    return service.variable(variable).at("/valueFrom/secretKeyRef/key").asText();
  }

  private static String kafkaUser(Manifest service) {
    return service.variables().contains("KAFKA_USERNAME")
        ? service.variable("KAFKA_USERNAME").path("value").asText()
        : kafkaSecret(service);
  }

  private static String kafkaSecret(Manifest service) {
    if (service.variables().contains("KAFKA_PASSWORD")) {
      return service.variable("KAFKA_PASSWORD").at("/valueFrom/secretKeyRef/name").asText();
    }
    return each(service.body().at("/spec/template/spec/volumes"))
        .filter(volume -> volume.path("name").asText().equals("kafka-client"))
        .map(volume -> volume.at("/secret/secretName").asText())
        .findFirst()
        .orElse("");
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

  /** By name. */
  private static Map<String, String> ports(JsonNode ports, String field) {
    return each(ports)
        .collect(
            Collectors.toMap(
                port -> port.path("name").asText(), port -> port.path(field).asText()));
  }

  /** To which port of which service its paths lead. */
  private static Stream<String> backends(Manifest manifest) {
    JsonNode rules = manifest.body().at("/spec/rules");
    return manifest.kind().equals("HTTPRoute")
        ? each(rules)
            .flatMap(rule -> each(rule.path("backendRefs")))
            .map(to -> to.path("name").asText() + ":" + to.path("port").asText())
        : each(rules)
            .flatMap(rule -> each(rule.at("/http/paths")))
            .map(path -> path.at("/backend/service"))
            .map(to -> to.path("name").asText() + ":" + to.at("/port/name").asText());
  }

  /** Whether a rule of a policy names the management port, or leaves every port open. */
  private static boolean opensManagement(JsonNode rule) {
    return rule.path("ports").isEmpty()
        ? !rule.has("to")
        : each(rule.path("ports"))
            .anyMatch(port -> port.path("port").asText().equals("management"));
  }

  /** Who may measure; missing where nobody does. */
  private static JsonNode monitoring(Values values) {
    JsonNode merged = values.merged();
    return merged.at("/monitoring/serviceMonitor/enabled").asBoolean()
        ? merged.at("/networkPolicies/monitoring")
        : merged.at("/none");
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
