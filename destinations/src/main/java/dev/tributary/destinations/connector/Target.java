package dev.tributary.destinations.connector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A destination as its connector sees it.
 *
 * @param settings the declared settings, without secrets
 * @param secrets decrypted, by setting; kept for one batch only
 * @param baseUrl in place of the vendor's address, or null
 */
public record Target(
    WorkspaceId workspace,
    DestinationId destination,
    ObjectNode settings,
    Map<String, String> secrets,
    @Nullable URI baseUrl) {

  /** A text setting, or the given default. */
  public String setting(String name, String otherwise) {
    String value = settings.path(name).asText("");
    return value.isEmpty() ? otherwise : value;
  }

  /** A secret, or null if there is none; an optional secret may be absent. */
  public @Nullable String secret(String name) {
    return secrets.get(name);
  }

  /** A text that may be a setting or a secret; empty if there is none. */
  public String text(String name) {
    String secret = secrets.get(name);
    return secret == null ? setting(name, "") : secret;
  }

  /** As connectors see it while they decide. */
  public Target withoutSecrets() {
    return new Target(workspace, destination, settings, Map.of(), baseUrl);
  }

  /**
   * The address of a path.
   *
   * @param vendor the vendor's address, which applies unless the destination has its own
   * @param path begins with a slash
   */
  public URI at(URI vendor, String path) {
    String root = (baseUrl == null ? vendor : baseUrl).toString();
    return URI.create((root.endsWith("/") ? root.substring(0, root.length() - 1) : root) + path);
  }

  /** Never shows secrets. */
  @Override
  public String toString() {
    return "Target[" + destination + "]";
  }
}
