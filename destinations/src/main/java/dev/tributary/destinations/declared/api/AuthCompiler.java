package dev.tributary.destinations.declared.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.Authentication;
import dev.tributary.destinations.declared.template.Part;
import dev.tributary.destinations.declared.template.Scope;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compiles {@code auth}. Only it names secrets. */
public final class AuthCompiler {
  /** Set by {@code auth} or by the client of HTTP. */
  public static final Set<String> RESERVED =
      Set.of(
          "authorization",
          "proxy-authorization",
          "cookie",
          "host",
          "connection",
          "content-length",
          "content-type",
          "transfer-encoding",
          "upgrade");

  private static final Pattern HEADER = Pattern.compile("[a-z][a-z0-9-]*");

  /** The path that returns a token of CSRF, without a query. */
  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+/?");

  /** The name of a setting that an address of {@link Authentication} can contain. */
  private static final Pattern SUBDOMAIN = Pattern.compile("[A-Za-z][A-Za-z0-9]*");

  private static final Pattern PARAMETER = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");

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
          "must be none, or one of bearer, basic, header, query, oauth and csrf; for example,"
              + " bearer: apiKey");
      return null;
    }
    if (!part.isMap("bearer", "basic", "header", "query", "oauth", "csrf")) {
      return null;
    }
    Map<String, Boolean> settings = settings(manifest);
    return switch (part.node().fieldNames().next()) {
      case "bearer" -> bearer(part.at("bearer"), settings);
      case "basic" -> basic(part.at("basic"), settings);
      case "header" -> header(part.at("header"), settings);
      case "query" -> query(part.at("query"), settings);
      case "oauth" -> OAuthCompiler.compile(part.at("oauth"), settings);
      default -> csrf(part.at("csrf"), manifest);
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

  /** A setting that is no secret. */
  static @Nullable String setting(Part part, Map<String, Boolean> settings) {
    String name = part.text("the name of a setting");
    if (name != null && settings.getOrDefault(name, true)) {
      part.fault(
          "must name a setting of the destination that is no secret; such settings are "
              + Scope.listed(
                  settings.entrySet().stream()
                      .filter(each -> !each.getValue())
                      .map(Map.Entry::getKey)
                      .collect(Collectors.toSet())));
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
    } else if (name != null && RESERVED.contains(name) && !name.equals("authorization")) {
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

  private static @Nullable Authentication csrf(Part part, JsonNode manifest) {
    if (!part.isMap("path", "within")) {
      return null;
    }
    String address = address(part.at("path"), manifest);
    Part inner = part.at("within");
    if (inner.node().has("csrf")) {
      inner.fault("is a session itself; accepted is one of basic, bearer, header, query and oauth");
      return null;
    }
    Authentication within = compile(inner, manifest);
    return address == null || within == null
        ? null
        : new Authentication.CsrfSession(within, address);
  }

  /** An address at the host of the vendor, in the form of {@link Authentication}. */
  private static @Nullable String address(Part part, JsonNode manifest) {
    String path = part.text("a path, such as /odata");
    if (path == null) {
      return null;
    }
    if (!PATH.matcher(path).matches()) {
      part.fault("is no path; accepted is, for example, /odata");
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
