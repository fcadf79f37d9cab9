package dev.tributary.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every set keeps every rule; and each rule notices when it is broken. */
class RuleTest {
  private static final List<Manifest> PRODUCTION = Chart.rendered(Values.set("production"));

  @ParameterizedTest
  @MethodSource("rulesAndSets")
  void everySetKeepsTheRule(Rule rule, Values values) {
    assertThat(rule.complaints(Chart.rendered(values))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("breaches")
  void aBreachIsNoticed(Rule rule, String pointer, Consumer<ObjectNode> breach) {
    Manifest collector =
        PRODUCTION.stream()
            .filter(manifest -> manifest.toString().equals("Deployment/tributary-event-collector"))
            .findFirst()
            .orElseThrow()
            .copy();
    breach.accept((ObjectNode) collector.body().at(pointer));
    assertThat(rule.complaints(List.of(collector))).hasSize(1);
  }

  @Test
  void everyRuleHasItsBreach() {
    Set<Rule> broken = EnumSet.noneOf(Rule.class);
    breaches().forEach(breach -> broken.add((Rule) breach.get()[0]));
    assertThat(broken).containsExactly(Rule.values());
  }

  static Stream<Arguments> rulesAndSets() {
    return Stream.of(Rule.values())
        .flatMap(rule -> Values.sets().map(values -> Arguments.of(rule, values)));
  }

  static Stream<Arguments> breaches() {
    String pod = "/spec/template/spec";
    String container = pod + "/containers/0";
    return Stream.of(
        breach(
            Rule.EVERY_CONTAINER_HAS_REQUESTS_AND_LIMITS,
            container + "/resources/limits",
            limits -> limits.remove("memory")),
        breach(
            Rule.EVERY_CONTAINER_THAT_SERVES_HAS_ALL_PROBES,
            container,
            body -> body.remove("livenessProbe")),
        breach(
            Rule.NO_POD_RUNS_AS_ROOT,
            pod + "/securityContext",
            security -> security.remove("runAsNonRoot")),
        breach(
            Rule.NO_POD_RUNS_AS_ROOT,
            container + "/securityContext",
            security -> security.put("runAsUser", 0)),
        breach(
            Rule.NO_CONTAINER_CAN_CHANGE_ITS_ROOT_OR_GAIN_RIGHTS,
            container + "/securityContext",
            security -> security.remove("readOnlyRootFilesystem")),
        breach(
            Rule.NO_CONTAINER_CAN_CHANGE_ITS_ROOT_OR_GAIN_RIGHTS,
            container + "/securityContext",
            security -> security.remove("allowPrivilegeEscalation")),
        breach(
            Rule.NO_POD_GETS_A_TOKEN_OF_THE_CLUSTER,
            pod,
            spec -> spec.remove("automountServiceAccountToken")),
        breach(
            Rule.EVERY_SECRET_IS_A_REFERENCE,
            container,
            body -> body.withArray("env").addObject().put("name", "X_PASSWORD").put("value", "x")),
        breach(Rule.EVERY_SECRET_IS_A_REFERENCE, "", manifest -> manifest.put("kind", "Secret")),
        breach(
            Rule.NO_ADDRESS_HOLDS_A_PASSWORD,
            container,
            body ->
                body.withArray("env")
                    .addObject()
                    .put("name", "REDIS_URL")
                    .put("value", "redis://:x@redis:6379")),
        breach(
            Rule.NO_ADDRESS_HOLDS_A_PASSWORD,
            container,
            body ->
                body.withArray("env")
                    .addObject()
                    .put("name", "JAVA_TOOL_OPTIONS")
                    .put("value", "-Djavax.net.ssl.trustStorePassword=$(TRUST_STORE_WORD)")),
        breach(
            Rule.EVERY_IMAGE_IS_PINNED,
            container,
            body -> body.put("image", "registry.example/tributary/tributary-event-collector")),
        breach(
            Rule.EVERY_IMAGE_IS_PINNED,
            container,
            body -> body.put("image", "registry.example/tributary-event-collector:latest")),
        breach(
            Rule.EVERY_OBJECT_SAYS_WHOSE_IT_IS,
            "/metadata/labels",
            labels -> labels.remove("app.kubernetes.io/component")),
        breach(
            Rule.EVERY_VOLUME_OF_THE_NODE_IS_BOUNDED,
            pod + "/volumes/0/emptyDir",
            tmp -> tmp.remove("sizeLimit")),
        breach(
            Rule.NO_NAME_IS_TOO_LONG,
            "/metadata",
            metadata -> metadata.put("name", "x".repeat(64))));
  }

  private static Arguments breach(Rule rule, String pointer, Consumer<ObjectNode> breach) {
    return Arguments.of(rule, pointer, breach);
  }
}
