package dev.tributary.destinations.added;

/**
 * The stored definition of a connector that a workspace has added. Its key is the id in the
 * manifest, and its name is the name in the manifest.
 *
 * @param yaml the manifest, as it was given; it has no secrets
 */
public record ConnectorFile(String yaml) {
  public static final String KIND = "connector";
}
