package dev.tributary.helm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.util.Map;
import java.util.Set;

/**
 * The types of what operators and extensions add to Kubernetes, as far as their makers publish them
 * for Java.
 */
final class OperatorTypes {
  private static final Map<String, Class<?>> KNOWN =
      Map.of(
          "gateway.networking.k8s.io/v1/HTTPRoute", HTTPRoute.class,
          "monitoring.coreos.com/v1/ServiceMonitor", ServiceMonitor.class,
          "monitoring.coreos.com/v1/PrometheusRule", PrometheusRule.class,
          "kafka.strimzi.io/v1/Kafka", Kafka.class,
          "kafka.strimzi.io/v1/KafkaNodePool", KafkaNodePool.class,
          "kafka.strimzi.io/v1/KafkaUser", KafkaUser.class);

  /** Nobody publishes these for Java: the tests check what we need of them. */
  private static final Set<String> UNPUBLISHED =
      Set.of(
          "keda.sh/v1alpha1/ScaledObject",
          "keda.sh/v1alpha1/TriggerAuthentication",
          "postgresql.cnpg.io/v1/Cluster");

  /** The types keep fields that they do not know; without their way to do so, those are errors. */
  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .setAnnotationIntrospector(
              new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1L;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                  return false;
                }
              });

  private OperatorTypes() {}

  /**
   * @throws IllegalArgumentException that names the field, if the type does not know it
   */
  static void check(String kind, Manifest manifest) {
    Class<?> type = KNOWN.get(kind);
    if (type == null) {
      if (!UNPUBLISHED.contains(kind)) {
        throw new IllegalArgumentException(kind + " is no kind that we know");
      }
      return;
    }
    try {
      STRICT.treeToValue(manifest.body(), type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(manifest + ": " + e.getOriginalMessage(), e);
    }
  }
}
