package dev.tributary.destinations.declared;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.Authentication;
import dev.tributary.destinations.connector.Authentication.Client.Placement;
import dev.tributary.destinations.declared.template.Part;
import dev.tributary.destinations.declared.template.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compiles {@code auth}. Only it names secrets. */
final class AuthCompiler {
  private static final Pattern HEADER = Pattern.compile("[a-z][a-z0-9-]*");
  private static final Pattern PARAMETER = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");

  /** The path of a token endpoint, without a query. */
  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)+");

  private static final Map<String, Placement> PLACEMENTS =
      Map.of("header", Placement.HEADER, "body", Placement.BODY);

  private AuthCompiler() {}

  /**
   * @param host of the connector; null if it has a mistake
   * @param manifest the whole file, for its settings
   */
  static @Nullable Authentication compile(Part part, @Nullable Host host, JsonNode manifest) {
    if (part.node().asText("").equals("none")) {
      return new Authentication.None();
    }
    if (!part.node().isObject() || part.node().size() != 1) {
      part.fault(
          "must be none, or one of bearer, basic, header, query and clientCredentials; for example,"
              + " bearer: apiKey");
      return null;
    }
    if (!part.isMap("bearer", "basic", "header", "query", "clientCredentials")) {
      return null;
    }
    Map<String, Boolean> settings = settings(manifest);
    return switch (part.node().fieldNames().next()) {
      case "bearer" -> bearer(part.at("bearer"), settings);
      case "basic" -> basic(part.at("basic"), settings);
      case "header" -> header(part.at("header"), settings);
      case "query" -> query(part.at("query"), settings);
      default -> clientCredentials(part.at("clientCredentials"), host, settings);
    };
  }

  private static @Nullable Authentication clientCredentials(
      Part part, @Nullable Host host, Map<String, Boolean> settings) {
    if (!part.isMap("id", "secret", "in", "path", "scopes", "refused")) {
      return null;
    }
    String id = part.at("id").text("the name of a setting");
    if (id != null && !settings.containsKey(id)) {
      part.at("id")
          .fault(
              "must name a setting of the destination; settings are "
                  + Scope.listed(settings.keySet()));
    }
    String secret = secret(part.at("secret"), settings);
    Placement placement = part.at("in").choice(PLACEMENTS);
    String path = part.at("path").text("the path of the token endpoint, such as /oauth/token");
    if (path != null && !PATH.matcher(path).matches()) {
      part.at("path").fault("is no path, such as /oauth/token; it is on the host of the connector");
      return null;
    }
    String address = host == null ? null : host.template();
    if (host != null && address == null) {
      part.at("path").fault("needs a host that is one address or has a subdomain");
    }
    List<String> scopes = new ArrayList<>();
    part.at("scopes").elements().forEach(each -> scopes.add(each.node().asText()));
    return id == null || secret == null || placement == null || path == null || address == null
        ? null
        : new Authentication.OAuth(
            new Authentication.Grant.ClientCredentials(
                new Authentication.Client(id, secret, placement), List.copyOf(scopes)),
            address + path);
  }

  private static @Nullable Authentication bearer(Part part, Map<String, Boolean> settings) {
    String token = secret(part, settings);
    return token == null ? null : new Authentication.Bearer(token);
  }

  private static @Nullable Authentication basic(Part part, Map<String, Boolean> settings) {
    if (!part.isMap("user", "suffix", "password")) {
      return null;
    }
    String user = part.at("user").text("the name of a setting");
    if (user != null && !settings.containsKey(user)) {
      part.at("user")
          .fault(
              "must name a setting of the destination; settings are "
                  + Scope.listed(settings.keySet()));
    }
    String password = secret(part.at("password"), settings);
    return user == null || password == null
        ? null
        : new Authentication.Basic(user, part.at("suffix").node().asText(""), password);
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

  private static @Nullable String secret(Part part, Map<String, Boolean> settings) {
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
