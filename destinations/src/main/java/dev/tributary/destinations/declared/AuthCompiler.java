package dev.tributary.destinations.declared;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.Authentication;
import dev.tributary.destinations.declared.template.Part;
import dev.tributary.destinations.declared.template.Scope;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compiles {@code auth}. Only it names secrets. */
final class AuthCompiler {
  private static final Pattern HEADER = Pattern.compile("[a-z][a-z0-9-]*");
  private static final Pattern PARAMETER = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");

  private AuthCompiler() {}

  /**
   * @param manifest the whole file, for its settings
   */
  static @Nullable Authentication compile(Part part, JsonNode manifest) {
    if (part.node().asText("").equals("none")) {
      return new Authentication.None();
    }
    if (!part.node().isObject() || part.node().size() != 1) {
      part.fault(
          "must be none, or one of bearer, basic, header, query and oauth; for example, bearer:"
              + " apiKey");
      return null;
    }
    if (!part.isMap("bearer", "basic", "header", "query", "oauth")) {
      return null;
    }
    Map<String, Boolean> settings = settings(manifest);
    return switch (part.node().fieldNames().next()) {
      case "bearer" -> bearer(part.at("bearer"), settings);
      case "basic" -> basic(part.at("basic"), settings);
      case "header" -> header(part.at("header"), settings);
      case "oauth" -> OAuthCompiler.compile(part.at("oauth"), settings);
      default -> query(part.at("query"), settings);
    };
  }

  private static @Nullable Authentication bearer(Part part, Map<String, Boolean> settings) {
    String token = secret(part, settings);
    return token == null ? null : new Authentication.Bearer(token);
  }

  private static @Nullable Authentication basic(Part part, Map<String, Boolean> settings) {
    if (!part.isMap("user", "suffix", "password")) {
      return null;
    }
    String user = setting(part.at("user"), settings);
    String password = secret(part.at("password"), settings);
    return user == null || password == null
        ? null
        : new Authentication.Basic(user, part.at("suffix").node().asText(""), password);
  }

  static @Nullable String setting(Part part, Map<String, Boolean> settings) {
    String name = part.text("the name of a setting");
    if (name != null && !settings.containsKey(name)) {
      part.fault(
          "must name a setting of the destination; settings are "
              + Scope.listed(settings.keySet()));
    }
    return name;
  }

  private static @Nullable Authentication header(Part part, Map<String, Boolean> settings) {
    if (!part.isMap("name", "prefix", "secret")) {
      return null;
    }
    String name = part.at("name").text("the name of a header in lower case");
    if (name != null && !HEADER.matcher(name).matches()) {
      part.at("name").fault("is no name of a header in lower case, such as x-api-key");
    } else if (name != null
        && RequestCompiler.RESERVED.contains(name)
        && !name.equals("authorization")) {
      part.at("name")
          .fault(
              "\"%s\" cannot have credentials: the engine or the client of HTTP sets it"
                  .formatted(name));
    }
    Part prefix = part.at("prefix");
    String secret = secret(part.at("secret"), settings);
    return name == null || secret == null
        ? null
        : new Authentication.ApiKey(
            secret, new Authentication.ApiKey.Header(name, prefix.node().asText("")));
  }

  private static @Nullable Authentication query(Part part, Map<String, Boolean> settings) {
    if (!part.isMap("name", "secret")) {
      return null;
    }
    String name = part.at("name").text("the name of a parameter");
    if (name != null && !PARAMETER.matcher(name).matches()) {
      part.at("name").fault("is no name of a parameter, such as api_key");
    }
    String secret = secret(part.at("secret"), settings);
    return name == null || secret == null
        ? null
        : new Authentication.ApiKey(secret, new Authentication.ApiKey.Query(name));
  }

  static @Nullable String secret(Part part, Map<String, Boolean> settings) {
    String name = part.text("the name of a setting with \"secret: true\"");
    if (name != null && !settings.getOrDefault(name, false)) {
      part.fault(
          "must name a setting with \"secret: true\"; such settings are "
              + Scope.listed(
                  settings.entrySet().stream()
                      .filter(Map.Entry::getValue)
                      .map(Map.Entry::getKey)
                      .collect(Collectors.toSet())));
      return null;
    }
    return name;
  }

  /** Whether each setting of the destination is secret. */
  private static Map<String, Boolean> settings(JsonNode manifest) {
    Map<String, Boolean> settings = new TreeMap<>();
    for (JsonNode setting : manifest.path("settings")) {
      settings.put(setting.path("name").asText(""), setting.path("secret").asBoolean(false));
    }
    return settings;
  }
}
