package dev.tributary.helm;

import static dev.tributary.helm.Manifest.each;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What we ask of every rendered object, beyond what Kubernetes asks. */
enum Rule {
  EVERY_CONTAINER_HAS_REQUESTS_AND_LIMITS {
    @Override
    Stream<String> complaints(Manifest manifest) {
      return manifest
          .containers()
          .flatMap(container ->
              Stream.of("requests", "limits")
                  .flatMap(bound ->
                      Stream.of("cpu", "memory", "ephemeral-storage")
                          .filter(resource ->
                              !container.path("resources").path(bound).path(resource).isTextual())
                          .map(resource ->
                              container.path("name").asText()
                                  + " has no "
                                  + bound
                                  + " of "
                                  + resource)));
    }
  },
  EVERY_CONTAINER_THAT_SERVES_HAS_ALL_PROBES {
    @Override
    Stream<String> complaints(Manifest manifest) {
      return !manifest.serves()
          ? Stream.empty()
          : manifest
              .containers()
              .flatMap(container ->
                  Stream.of("startupProbe", "livenessProbe", "readinessProbe")
                      .filter(probe -> !container.at("/" + probe + "/httpGet/path").isTextual())
                      .map(probe -> container.path("name").asText() + " has no " + probe));
    }
  },
  NO_POD_RUNS_AS_ROOT {
    @Override
    Stream<String> complaints(Manifest manifest) {
      JsonNode security = manifest.podSpec().path("securityContext");
      boolean root =
          manifest.hasPods()
              && (!security.path("runAsNonRoot").asBoolean()
                  || security.path("runAsUser").asInt() == 0
                  || manifest
                      .containers()
                      .anyMatch(
                          container -> container.at("/securityContext/runAsUser").asInt(1) == 0));
      return root ? Stream.of("it may run as root") : Stream.empty();
    }
  },
  NO_CONTAINER_CAN_CHANGE_ITS_ROOT_OR_GAIN_RIGHTS {
    @Override
    Stream<String> complaints(Manifest manifest) {
      return manifest
          .containers()
          .filter(container -> {
            JsonNode security = container.path("securityContext");
            return !security.path("readOnlyRootFilesystem").asBoolean()
                || security.path("allowPrivilegeEscalation").asBoolean(true)
                || !security.at("/capabilities/drop/0").asText().equals("ALL");
          })
          .map(container -> container.path("name").asText() + " may change its files or rights");
    }
  },
  NO_POD_GETS_A_TOKEN_OF_THE_CLUSTER {
    @Override
    Stream<String> complaints(Manifest manifest) {
      return manifest.hasPods()
              && manifest.podSpec().path("automountServiceAccountToken").asBoolean(true)
          ? Stream.of("it gets a token of the cluster")
          : Stream.empty();
    }
  },
  EVERY_SECRET_IS_A_REFERENCE {
    @Override
    Stream<String> complaints(Manifest manifest) {
      Stream<String> literal =
          manifest
              .environment()
              .filter(variable -> SECRET.matcher(variable.path("name").asText()).find())
              .filter(variable -> !variable.at("/valueFrom/secretKeyRef/name").isTextual())
              .map(variable -> variable.path("name").asText() + " is written out");
      return manifest.kind().equals("Secret") ? Stream.of("it is a secret") : literal;
    }
  },
  NO_ADDRESS_HOLDS_A_PASSWORD {
    @Override
    Stream<String> complaints(Manifest manifest) {
      return manifest
          .environment()
          .filter(variable -> PASSWORD_IN_ADDRESS.matcher(variable.path("value").asText()).find())
          .map(variable -> variable.path("name").asText() + " holds a password");
    }
  },
  EVERY_IMAGE_IS_PINNED {
    @Override
    Stream<String> complaints(Manifest manifest) {
      return manifest
          .containers()
          .map(container -> container.path("image").asText())
          .filter(image -> !PINNED.matcher(image).matches() || image.contains(":latest"))
          .map(image -> "the image " + image + " has no fixed tag");
    }
  },
  EVERY_OBJECT_SAYS_WHOSE_IT_IS {
    @Override
    Stream<String> complaints(Manifest manifest) {
      return Stream.of("name", "instance", "component", "version", "managed-by")
          .filter(label ->
              !manifest.body().at("/metadata/labels/app.kubernetes.io~1" + label).isTextual())
          .map(label -> "it has no label " + label);
    }
  },
  EVERY_VOLUME_OF_THE_NODE_IS_BOUNDED {
    @Override
    Stream<String> complaints(Manifest manifest) {
      return each(manifest.podSpec().path("volumes"))
          .filter(volume ->
              volume.has("hostPath")
                  || (volume.has("emptyDir") && !volume.at("/emptyDir/sizeLimit").isTextual()))
          .map(volume -> "the volume " + volume.path("name").asText() + " has no bound");
    }
  },
  NO_NAME_IS_TOO_LONG {
    @Override
    Stream<String> complaints(Manifest manifest) {
      return manifest.name().length() > LONGEST_NAME
          ? Stream.of("its name has " + manifest.name().length() + " characters")
          : Stream.empty();
    }
  };

  private static final Pattern SECRET =
      Pattern.compile("PASSWORD|SECRET|TOKEN|ENCRYPTION_KEY|_USER$");
  private static final Pattern PASSWORD_IN_ADDRESS =
      Pattern.compile("://[^/@]+@|password=", Pattern.CASE_INSENSITIVE);
  private static final Pattern PINNED =
      Pattern.compile("[a-z0-9./:-]+/[a-z0-9-]+:[A-Za-z0-9_.-]+(@sha256:[0-9a-f]{64})?");
  private static final int LONGEST_NAME = 63;

  abstract Stream<String> complaints(Manifest manifest);

  /** What is wrong, with the object it is wrong with. */
  List<String> complaints(List<Manifest> manifests) {
    return manifests.stream()
        .flatMap(manifest -> complaints(manifest).map(complaint -> manifest + ": " + complaint))
        .toList();
  }
}
