package dev.tributary.destinations.added;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a manifest that decides who receives data and secrets: the hosts, the addresses of
 * the credentials, and the settings that choose among them. Two manifests with equal receivers send
 * a destination to the same systems. Immutable.
 *
 * @param host as the manifest declares it
 * @param apis which secrets go to which of several hosts; missing if there is one host
 * @param addresses the addresses in {@code host}, {@code auth} and {@code apis}, by their places
 * @param origin the settings that are parts of the origin
 * @param overridable whether a destination can have another address
 */
record Receivers(
    JsonNode host,
    JsonNode apis,
    Map<String, String> addresses,
    Set<String> origin,
    boolean overridable) {
  private static final Pattern ADDRESS =
      Pattern.compile("https?://([^/?#:]+).*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /**
   * @param manifest the content of the file
   */
  static Receivers of(JsonNode manifest) {
    Map<String, String> addresses = new LinkedHashMap<>();
    collect("/host", manifest.path("host"), addresses);
    collect("/auth", manifest.path("auth"), addresses);
    collect("/apis", manifest.path("apis"), addresses);
    Set<String> origin = new TreeSet<>();
    for (JsonNode setting : manifest.path("settings")) {
      if (setting.path("origin").asBoolean()) {
        origin.add(setting.path("name").asText());
      }
    }
    return new Receivers(
        manifest.has("host") ? manifest.path("host") : MissingNode.getInstance(),
        apis(manifest),
        addresses,
        origin,
        manifest.path("addressOverridable").asBoolean());
  }

  private static JsonNode apis(JsonNode manifest) {
    return manifest.has("apis")
        ? JsonNodeFactory.instance.arrayNode().add(manifest.path("auth")).add(manifest.path("apis"))
        : MissingNode.getInstance();
  }

  private static void collect(String pointer, JsonNode part, Map<String, String> found) {
    if (part.isTextual() && ADDRESS.matcher(part.asText()).matches()) {
      found.put(pointer, part.asText());
    }
    part.properties()
        .forEach(field ->
            collect(
                pointer + "/" + field.getKey().replace("~", "~0").replace("/", "~1"),
                field.getValue(),
                found));
    if (part.isArray()) {
      for (int i = 0; i < part.size(); i++) {
        collect(pointer + "/" + i, part.get(i), found);
      }
    }
  }

  /** The hosts that are known before any setting is, by their places. */
  Map<String, String> hosts() {
    Map<String, String> hosts = new LinkedHashMap<>();
    addresses.forEach((pointer, address) -> {
      Matcher form = ADDRESS.matcher(address);
      if (form.matches() && !form.group(1).contains("*") && !form.group(1).contains("{")) {
        hosts.put(pointer, form.group(1));
      }
    });
    return hosts;
  }
}
