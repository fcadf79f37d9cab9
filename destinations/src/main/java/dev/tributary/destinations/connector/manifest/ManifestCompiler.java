package dev.tributary.destinations.connector.manifest;

import dev.tributary.destinations.connector.Connector;

/**
 * Makes connectors of manifests that name no Java class. The service loader of Java finds the
 * implementation, so that this package does not depend on it.
 */
public interface ManifestCompiler {
  /**
   * @throws ManifestException with all mistakes of the manifest
   */
  Connector connector(ManifestDraft draft);
}
