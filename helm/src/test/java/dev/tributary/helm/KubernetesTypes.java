package dev.tributary.helm;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;

/** Kubernetes' own types, which know every field, what is needed, and of which type it is. */
final class KubernetesTypes {
  private interface Check {
    void check(JsonElement element) throws IOException;
  }

  private record Type(Class<?> type, Check check) {}

  private static final Map<String, Type> KNOWN =
      Map.ofEntries(
          Map.entry("v1/ConfigMap", new Type(V1ConfigMap.class, V1ConfigMap::validateJsonElement)),
          Map.entry(
              "v1/PersistentVolumeClaim",
              new Type(
                  V1PersistentVolumeClaim.class, V1PersistentVolumeClaim::validateJsonElement)),
          Map.entry("v1/Pod", new Type(V1Pod.class, V1Pod::validateJsonElement)),
          Map.entry("v1/Service", new Type(V1Service.class, V1Service::validateJsonElement)),
          Map.entry(
              "v1/ServiceAccount",
              new Type(V1ServiceAccount.class, V1ServiceAccount::validateJsonElement)),
          Map.entry(
              "apps/v1/Deployment",
              new Type(V1Deployment.class, V1Deployment::validateJsonElement)),
          Map.entry(
              "apps/v1/StatefulSet",
              new Type(V1StatefulSet.class, V1StatefulSet::validateJsonElement)),
          Map.entry("batch/v1/Job", new Type(V1Job.class, V1Job::validateJsonElement)),
          Map.entry(
              "policy/v1/PodDisruptionBudget",
              new Type(V1PodDisruptionBudget.class, V1PodDisruptionBudget::validateJsonElement)),
          Map.entry(
              "autoscaling/v2/HorizontalPodAutoscaler",
              new Type(
                  V2HorizontalPodAutoscaler.class, V2HorizontalPodAutoscaler::validateJsonElement)),
          Map.entry(
              "networking.k8s.io/v1/Ingress",
              new Type(V1Ingress.class, V1Ingress::validateJsonElement)),
          Map.entry(
              "networking.k8s.io/v1/NetworkPolicy",
              new Type(V1NetworkPolicy.class, V1NetworkPolicy::validateJsonElement)));

  private KubernetesTypes() {}

  /**
   * @throws IllegalArgumentException that names the field, if it is not one that Kubernetes would
   *     take
   */
  static void check(Manifest manifest) {
    String kind = manifest.body().path("apiVersion").asText() + "/" + manifest.kind();
    Type known = KNOWN.get(kind);
    if (known == null) {
      OperatorTypes.check(kind, manifest);
      return;
    }
    try {
      JsonElement element = JsonParser.parseString(manifest.body().toString());
      known.check().check(element);
      Objects.requireNonNull(JSON.getGson().fromJson(element, known.type()));
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(manifest + ": " + e.getMessage(), e);
    }
  }
}
