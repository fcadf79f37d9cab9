package dev.tributary.destinations.delivery;

import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.destination.Origin;
import dev.tributary.destinations.sync.Catalogue;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/**
 * Creates the targets of destinations, for one use each: secrets are decrypted only here.
 * Thread-safe.
 */
public final class Targets {
  private final SecretOpener secrets;
  private final KeyHash hash;

  public Targets(SecretOpener secrets, KeyHash hash) {
    this.secrets = secrets;
    this.hash = hash;
  }

  /** Decrypts a secret that was sealed for exactly this place and origin. */
  @FunctionalInterface
  public interface SecretOpener {
    String open(
        WorkspaceId workspace,
        DestinationId destination,
        String setting,
        String origin,
        String sealed);
  }

  public Target open(Catalogue.Destination destination) {
    DestinationSpec spec = destination.spec();
    String origin = Origin.of(destination.connector().manifest(), spec.settings(), spec.baseUrl());
    Map<String, String> opened = new TreeMap<>();
    spec.secrets()
        .forEach((name, sealed) ->
            opened.put(
                name,
                secrets.open(destination.workspace(), destination.id(), name, origin, sealed)));
    return target(destination, opened);
  }

  /**
   * @param opened decrypted secrets
   */
  public Target target(Catalogue.Destination destination, Map<String, String> opened) {
    String baseUrl = destination.spec().baseUrl();
    return new Target(
        destination.workspace(),
        destination.id(),
        destination.spec().settings(),
        opened,
        baseUrl == null ? null : URI.create(baseUrl));
  }

  /**
   * The hash of the credentials of a destination. It is the name of the account while the vendor
   * has not named one: two destinations with the same credentials share one account.
   */
  public String account(Catalogue.Destination destination, Target target) {
    String credentials =
        target.secrets().isEmpty() ? target.destination().value() : target.secrets().toString();
    return hash.of(
        target.workspace().value(),
        destination.spec().connector(),
        String.valueOf(target.baseUrl()),
        credentials);
  }
}
