package dev.tributary.destinations.declared.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.declared.template.Part;
import dev.tributary.destinations.declared.template.Scope;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compiles {@code host}. */
final class HostCompiler {
  private static final Pattern NAME =
      Pattern.compile("https://((?:\\*\\.)?)([a-z0-9-]+(?:\\.[a-z0-9-]+)+)");
  private static final String ACCEPTED =
      "https:// and a host in lower case, without a path, such as https://api.example.com";

  private HostCompiler() {}

  /**
   * @param manifest the whole file, for its settings
   */
  static @Nullable Host compile(Part part, JsonNode manifest) {
    if (part.node().isTextual()) {
      URI address = address(part);
      return address == null ? null : new Host.Fixed(address);
    }
    if (part.node().has("subdomain")) {
      return subdomain(part, manifest);
    }
    if (part.isMap("setting", "addresses")) {
      return chosen(part, manifest);
    }
    part.fault(
        "is not accepted; accepted are an address, a map with \"setting\" and \"addresses\", and a"
            + " map with \"subdomain\", \"pattern\" and \"address\"");
    return null;
  }

  private static @Nullable URI address(Part part) {
    String text = part.text(ACCEPTED);
    if (text == null) {
      return null;
    }
    Matcher form = NAME.matcher(text);
    if (!form.matches() || !form.group(1).isEmpty()) {
      part.fault("is no address; accepted is " + ACCEPTED);
      return null;
    }
    return URI.create(form.group());
  }

  private static @Nullable Host chosen(Part part, JsonNode manifest) {
    JsonNode setting = setting(part.at("setting"), manifest);
    Part addresses = part.at("addresses");
    if (setting == null || !addresses.node().isObject()) {
      addresses.fault("is not accepted; accepted is a map with an address for each option");
      return null;
    }
    Map<String, URI> chosen = new LinkedHashMap<>();
    addresses
        .entries()
        .forEach((option, address) -> {
          URI known = address(address);
          if (known != null) {
            chosen.put(option, known);
          }
        });
    Set<String> options = new TreeSet<>();
    setting.path("options").forEach(option -> options.add(option.asText()));
    if (!options.equals(addresses.entries().keySet())) {
      addresses.fault(
          "must have an address for each option of the setting \"%s\"; its options are %s"
              .formatted(setting.path("name").asText(), Scope.listed(options)));
    }
    return new Host.Chosen(setting.path("name").asText(), chosen);
  }

  private static @Nullable Host subdomain(Part part, JsonNode manifest) {
    if (!part.isMap("subdomain", "pattern", "address")) {
      return null;
    }
    JsonNode setting = setting(part.at("subdomain"), manifest);
    Pattern pattern = part.at("pattern").pattern();
    Part address = part.at("address");
    Matcher form = NAME.matcher(address.node().asText(""));
    if (!form.matches() || form.group(1).isEmpty()) {
      address.fault("is no address; accepted is, for example, https://*.api.example.com");
      return null;
    }
    return setting == null || pattern == null
        ? null
        : new Host.Subdomain(
            setting.path("name").asText(), pattern, "https://", "." + form.group(2));
  }

  /** The setting that decides where requests go. */
  private static @Nullable JsonNode setting(Part part, JsonNode manifest) {
    Set<String> names = new TreeSet<>();
    for (JsonNode setting : manifest.path("settings")) {
      names.add(setting.path("name").asText(""));
      if (part.node().isTextual() && setting.path("name").equals(part.node())) {
        if (!setting.path("required").asBoolean() || !setting.path("origin").asBoolean()) {
          part.fault(
              "must name a setting with \"required: true\" and \"origin: true\", because it decides"
                  + " where secrets are sent");
        }
        if (setting.path("secret").asBoolean()) {
          part.fault("must name a setting that is no secret");
        }
        return setting;
      }
    }
    part.fault("must name a setting of the destination; settings are " + Scope.listed(names));
    return null;
  }
}
