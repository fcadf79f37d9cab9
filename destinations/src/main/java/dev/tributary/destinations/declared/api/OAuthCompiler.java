package dev.tributary.destinations.declared.api;

import dev.tributary.destinations.connector.Authentication;
import dev.tributary.destinations.connector.Authentication.Client;
import dev.tributary.destinations.connector.Authentication.Client.Placement;
import dev.tributary.destinations.connector.Authentication.Grant;
import dev.tributary.destinations.declared.template.Part;
import dev.tributary.destinations.declared.template.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compiles {@code oauth}: how the engine gets access tokens. */
final class OAuthCompiler {
  /** A scope of OAuth (RFC 6749, section 3.3). */
  private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

  /** At most the first part of the host is a setting: the file names the rest. */
  private static final Pattern ADDRESS =
      Pattern.compile("https://(\\{[^}./]*}\\.)?([a-z0-9-]+\\.)+[a-z]{2,}(/.*)?");

  private static final Pattern SETTING = Pattern.compile("\\{([^}]*)}");

  /** A name that the engine replaces with the value of the setting. */
  private static final Pattern NAME = Pattern.compile("\\{[A-Za-z][A-Za-z0-9]*}");

  private static final String TOKEN = "token";
  private static final String AUTHORIZE = "authorize";

  private static final Map<String, Placement> PLACEMENTS =
      Map.of("header", Placement.HEADER, "body", Placement.BODY);

  private static final Map<String, String> GRANTS =
      Map.of(
          "authorization-code", "authorization-code",
          "client-credentials", "client-credentials",
          "client-assertion", "client-assertion",
          "jwt-bearer", "jwt-bearer");

  private OAuthCompiler() {}

  /**
   * @param settings whether each setting of the destination is secret
   */
  static @Nullable Authentication compile(Part part, Map<String, Boolean> settings) {
    if (!part.isMap(
        "grant",
        TOKEN,
        AUTHORIZE,
        "parameters",
        "scopes",
        "client",
        "issuer",
        "subject",
        "audience",
        "key",
        "keyId",
        "refused")) {
      return null;
    }
    String address = address(part.at(TOKEN), settings);
    List<String> scopes = new ArrayList<>();
    for (Part each : part.at("scopes").elements()) {
      if (each.node().isTextual() && SCOPE.matcher(each.node().asText()).matches()) {
        scopes.add(each.node().asText());
      } else {
        each.fault("is no scope; accepted is a list of texts without spaces");
      }
    }
    String named = part.at("grant").choice(GRANTS);
    Grant grant =
        switch (named) {
          case "authorization-code" -> code(part, scopes, settings);
          case "client-credentials" -> {
            onlyWithConsent(part);
            Client client = client(part.at("client"), settings);
            yield client == null ? null : new Grant.ClientCredentials(client, scopes);
          }
          case "client-assertion" -> {
            onlyWithConsent(part);
            yield assertion(part, scopes, settings);
          }
          case "jwt-bearer" -> {
            onlyWithConsent(part);
            yield bearer(part, scopes, settings);
          }
          case null, default -> null;
        };
    if (!"jwt-bearer".equals(named)) {
      for (String key : List.of("issuer", "subject", "audience")) {
        unaccepted(part.at(key), "is accepted with \"grant: jwt-bearer\" only");
      }
    }
    if (!"jwt-bearer".equals(named) && !"client-assertion".equals(named)) {
      for (String key : List.of("key", "keyId")) {
        unaccepted(
            part.at(key), "is accepted with \"grant: client-assertion\" and \"jwt-bearer\" only");
      }
    }
    return grant == null || address == null ? null : new Authentication.OAuth(grant, address);
  }

  private static void onlyWithConsent(Part part) {
    for (String key : List.of(AUTHORIZE, "parameters")) {
      unaccepted(part.at(key), "is accepted with \"grant: authorization-code\" only");
    }
  }

  private static void unaccepted(Part part, String words) {
    if (part.isPresent()) {
      part.fault(words);
    }
  }

  private static @Nullable Grant code(
      Part part, List<String> scopes, Map<String, Boolean> settings) {
    Client client = client(part.at("client"), settings);
    String address = address(part.at(AUTHORIZE), settings);
    Map<String, String> parameters = new LinkedHashMap<>();
    part.at("parameters")
        .entries()
        .forEach((name, value) -> parameters.put(name, value.node().asText()));
    return client == null || address == null
        ? null
        : new Grant.AuthorizationCode(client, address, scopes, parameters);
  }

  /** The client signs a statement in the place of a secret. */
  private static @Nullable Grant assertion(
      Part part, List<String> scopes, Map<String, Boolean> settings) {
    Part client = part.at("client");
    if (!client.isPresent()) {
      client.fault("is missing; accepted is a map with id");
      return null;
    }
    if (!client.isMap("id")) {
      return null;
    }
    String id = AuthCompiler.setting(client.at("id"), settings);
    String key = AuthCompiler.secret(part.at("key"), settings);
    Part keyId = part.at("keyId");
    return id == null || key == null
        ? null
        : new Grant.ClientAssertion(
            id, key, keyId.isPresent() ? AuthCompiler.setting(keyId, settings) : null, scopes);
  }

  private static @Nullable Grant bearer(
      Part part, List<String> scopes, Map<String, Boolean> settings) {
    unaccepted(part.at("client"), "is not accepted with \"grant: jwt-bearer\"");
    String issuer = AuthCompiler.setting(part.at("issuer"), settings);
    String audience = part.at("audience").text("the audience of the statement");
    String key = AuthCompiler.secret(part.at("key"), settings);
    Part subject = part.at("subject");
    Part keyId = part.at("keyId");
    return issuer == null || audience == null || key == null
        ? null
        : new Grant.JwtBearer(
            issuer,
            subject.isPresent() ? AuthCompiler.setting(subject, settings) : null,
            audience,
            key,
            keyId.isPresent() ? AuthCompiler.setting(keyId, settings) : null,
            scopes);
  }

  private static @Nullable Client client(Part part, Map<String, Boolean> settings) {
    if (!part.isPresent()) {
      part.fault("is missing; accepted is a map with id, secret and in");
      return null;
    }
    if (!part.isMap("id", "secret", "in")) {
      return null;
    }
    String id = AuthCompiler.setting(part.at("id"), settings);
    String secret = AuthCompiler.secret(part.at("secret"), settings);
    Placement placement = part.at("in").choice(PLACEMENTS);
    return id == null || secret == null || placement == null
        ? null
        : new Client(id, secret, placement);
  }

  /** An address whose braces name settings that are no secrets. */
  private static @Nullable String address(Part part, Map<String, Boolean> settings) {
    String address = part.text("an address, such as https://{domain}.example.com/oauth/token");
    if (address == null) {
      return null;
    }
    if (!address.startsWith("https://")) {
      part.fault("must begin with https://");
      return null;
    }
    if (!ADDRESS.matcher(address).matches()) {
      part.fault(
          "must name its host; at most the first part of the host is a setting, as in"
              + " https://{domain}.example.com/oauth/token");
      return null;
    }
    Matcher named = SETTING.matcher(address);
    while (named.find()) {
      if (settings.getOrDefault(named.group(1), true)) {
        part.fault(
            "must name settings of the destination that are no secrets; settings are "
                + Scope.listed(settings.keySet()));
        return null;
      }
    }
    String rest = NAME.matcher(address).replaceAll("");
    if (rest.contains("{") || rest.contains("}")) {
      part.fault("must have names of letters and digits in braces, such as {domain}");
      return null;
    }
    return address;
  }
}
