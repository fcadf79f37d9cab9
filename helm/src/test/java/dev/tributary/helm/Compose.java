package dev.tributary.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The compose file. */
final class Compose {
  private static final Pattern DEFAULT = Pattern.compile("\\$\\{[A-Z_]+:-([^}]*)}");

  private final ObjectNode file = Repository.yaml("compose.yaml");

  List<String> services() {
    return file.get("services").properties().stream().map(Map.Entry::getKey).toList();
  }

  JsonNode service(String name) {
    JsonNode service = file.at("/services/" + name);
    if (service.isMissingNode()) {
      throw new AssertionError("compose.yaml has no service " + name);
    }
    return service;
  }

  Map<String, String> environment(String service) {
    Map<String, String> environment = new TreeMap<>();
    service(service)
        .path("environment")
        .properties()
        .forEach(variable -> environment.put(variable.getKey(), variable.getValue().asText()));
    return environment;
  }

  /** The image, as it is called while nothing is set. */
  String image(String service) {
    Matcher variables = DEFAULT.matcher(service(service).path("image").asText());
    return variables.replaceAll(found -> found.group(1));
  }

  List<String> mounts(String service) {
    return Manifest.each(service(service).path("volumes")).map(JsonNode::asText).toList();
  }

  /** The volumes that are filled with secrets, with the folder of each below that of all. */
  Map<String, String> secretVolumes() {
    Map<String, String> volumes = new TreeMap<>();
    for (String mount : mounts("secrets")) {
      int colon = mount.indexOf(":/secrets/");
      if (colon > 0) {
        volumes.put(mount.substring(0, colon), mount.substring(colon + ":/secrets/".length()));
      }
    }
    return volumes;
  }

  JsonNode volumes() {
    return file.path("volumes");
  }
}
