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

  /** The path of a token endpoint, without a query. */
  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+/?");

  /** A scope of OAuth (RFC 6749, section 3.3). */
  private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

  /** The name of a setting that an address of {@link Authentication} can contain. */
  private static final Pattern SUBDOMAIN = Pattern.compile("[A-Za-z][A-Za-z0-9]*");

  private static final Pattern PARAMETER = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");

  private static final Map<String, Placement> PLACEMENTS =
      Map.of("header", Placement.HEADER, "body", Placement.BODY);

  private AuthCompiler() {}

  /**
   * @param manifest the whole file, for its settings and its host
   */
  static @Nullable Authentication compile(Part part, JsonNode manifest) {
    if (part.node().asText("").equals("none")) {
      return new Authentication.None();
    }
    if (!part.node().isObject() || part.node().size() != 1) {
      part.fault(
          "must be none, or one of bearer, basic, header, query, clientAssertion,"
              + " clientCredentials, oauth and csrf; for example, bearer: apiKey");
      return null;
    }
    if (!part.isMap(
        "bearer",
        "basic",
        "header",
        "query",
        "clientAssertion",
        "clientCredentials",
        "oauth",
        "csrf")) {
      return null;
    }
    Map<String, Boolean> settings = settings(manifest);
    return switch (part.node().fieldNames().next()) {
      case "bearer" -> bearer(part.at("bearer"), settings);
      case "basic" -> basic(part.at("basic"), settings);
      case "header" -> header(part.at("header"), settings);
      case "query" -> query(part.at("query"), settings);
      case "clientAssertion" -> clientAssertion(part.at("clientAssertion"), manifest, settings);
      case "clientCredentials" ->
          clientCredentials(part.at("clientCredentials"), manifest, settings);
      case "oauth" -> OAuthCompiler.compile(part.at("oauth"), settings);
      default -> csrf(part.at("csrf"), manifest);
    };
  }

  private static @Nullable Authentication clientCredentials(
      Part part, JsonNode manifest, Map<String, Boolean> settings) {
    if (!part.isMap("id", "secret", "in", "path", "scopes", "refused")) {
      return null;
    }
    String id = setting(part.at("id"), settings);
    String secret = secret(part.at("secret"), settings);
    Placement placement = part.at("in").choice(PLACEMENTS);
    String address = address(part.at("path"), manifest);
    List<String> scopes =
        part.at("scopes").elements().stream().map(scope -> scope.node().asText()).toList();
    return id == null || secret == null || placement == null || address == null
        ? null
        : new Authentication.OAuth(
            new Authentication.Grant.ClientCredentials(
                new Authentication.Client(id, secret, placement), scopes),
            address);
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

  private static @Nullable Authentication clientAssertion(
      Part part, JsonNode manifest, Map<String, Boolean> settings) {
    if (!part.isMap("id", "key", "keyId", "path", "scopes")) {
      return null;
    }
    String address = address(part.at("path"), manifest);
    String id = setting(part.at("id"), settings);
    String key = secret(part.at("key"), settings);
    String keyId = part.at("keyId").isPresent() ? setting(part.at("keyId"), settings) : null;
    List<String> scopes = scopes(part.at("scopes"));
    return address == null || id == null || key == null || scopes == null
        ? null
        : new Authentication.OAuth(
            new Authentication.Grant.ClientAssertion(id, key, keyId, scopes), address);
  }

  /** Null if there is a mistake. */
  private static @Nullable List<String> scopes(Part part) {
    List<String> scopes = new ArrayList<>();
    if (!part.isPresent()) {
      return scopes;
    }
    for (Part each : part.elements()) {
      if (!each.node().isTextual() || !SCOPE.matcher(each.node().asText()).matches()) {
        each.fault("is no scope; accepted is a list of texts without spaces");
        return null;
      }
      scopes.add(each.node().asText());
    }
    return scopes;
  }

  private static @Nullable Authentication csrf(Part part, JsonNode manifest) {
    if (!part.isMap("path", "within")) {
      return null;
    }
    String address = address(part.at("path"), manifest);
    Part inner = part.at("within");
    if (inner.node().has("csrf")) {
      inner.fault(
          "is a session itself; accepted is one of basic, bearer, header, query and"
              + " clientAssertion");
      return null;
    }
    Authentication within = compile(inner, manifest);
    return address == null || within == null
        ? null
        : new Authentication.CsrfSession(within, address);
  }

  /** An address at the host of the vendor, in the form of {@link Authentication}. */
  private static @Nullable String address(Part part, JsonNode manifest) {
    String path = part.text("a path, such as /oauth2/token");
    if (path == null) {
      return null;
    }
    if (!PATH.matcher(path).matches()) {
      part.fault("is no path; accepted is, for example, /oauth2/token");
      return null;
    }
    JsonNode host = manifest.path("host");
    String address = host.isTextual() ? host.asText() : host.path("address").asText("");
    String subdomain = host.path("subdomain").asText("");
    if (address.isEmpty()) {
      part.fault("needs a \"host\" of one address, or one with a \"subdomain\"");
      return null;
    }
    if (!subdomain.isEmpty() && !SUBDOMAIN.matcher(subdomain).matches()) {
      part.fault(
          "needs a \"subdomain\" of letters and digits; the name of the setting \"%s\" has others"
              .formatted(subdomain));
      return null;
    }
    return address.replace("*", "{" + subdomain + "}") + path;
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
