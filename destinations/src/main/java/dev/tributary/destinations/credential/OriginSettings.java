package dev.tributary.destinations.credential;

import dev.tributary.destinations.connector.Authentication;
import dev.tributary.destinations.connector.Authentication.Grant;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Manifest.Setting;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Settings that decide who gets the secrets of a destination, or in whose name it asks for a token.
 * A user who cannot read the secrets must not be able to change them, so they are parts of the
 * origin: after a change, all secrets must be entered again. Pure.
 */
public final class OriginSettings {
  private OriginSettings() {}

  /**
   * @throws IllegalArgumentException if a connector has such a setting that is no part of its
   *     origin
   */
  public static Connectors checked(Connectors connectors) {
    for (Manifest manifest : connectors.manifests()) {
      List<String> missing = missing(connectors.require(manifest.id()));
      if (!missing.isEmpty()) {
        throw new IllegalArgumentException(
            "The connector %s must declare these settings as parts of the origin: %s"
                .formatted(manifest.id(), String.join(", ", missing)));
      }
    }
    return connectors;
  }

  /** The names of settings that should be parts of the origin, and are not. */
  public static List<String> missing(Connector connector) {
    Set<String> names = new TreeSet<>();
    add(connector.authentication(), names);
    return names.stream().filter(name -> !isSafe(connector.manifest(), name)).toList();
  }

  /**
   * A choice has only receivers that the connector knows; a secret is entered again itself. A
   * workspace can change the options of a connector that it has added, so a choice is not enough
   * there.
   */
  private static boolean isSafe(Manifest manifest, String name) {
    return manifest.settings().stream()
        .filter(setting -> setting.name().equals(name))
        .anyMatch(setting ->
            setting.origin()
                || setting.secret()
                || (setting.type() == Setting.Type.CHOICE
                    && !setting.options().isEmpty()
                    && !manifest.added()));
  }

  private static void add(Authentication authentication, Set<String> names) {
    switch (authentication) {
      case Authentication.OAuth(Grant grant, String address) -> {
        names.addAll(Addresses.settings(address));
        add(grant, names);
      }
      case Authentication.CsrfSession(Authentication within, String address) -> {
        names.addAll(Addresses.settings(address));
        add(within, names);
      }
      case Authentication.AwsSignature signature -> {
        names.add(signature.accessKeyId());
        names.add(signature.region());
      }
      case Authentication.None _,
          Authentication.Bearer _,
          Authentication.StandardWebhooks _,
          Authentication.ApiKey _,
          Authentication.Basic _,
          Authentication.Signature _ -> {}
    }
  }

  private static void add(Grant grant, Set<String> names) {
    switch (grant) {
      case Grant.ClientCredentials(var client, _) -> names.add(client.id());
      case Grant.AuthorizationCode(var client, String address, _, _) -> {
        names.add(client.id());
        names.addAll(Addresses.settings(address));
      }
      case Grant.JwtBearer bearer -> {
        names.add(bearer.issuer());
        add(bearer.subject(), names);
      }
      case Grant.ClientAssertion assertion -> names.add(assertion.client());
    }
  }

  private static void add(@Nullable String name, Set<String> names) {
    if (name != null) {
      names.add(name);
    }
  }
}
