/**
 * Reads manifests in YAML, with the place of each mistake, and makes connectors of them.
 *
 * <p>A manifest names a Java class, or a {@link
 * dev.tributary.destinations.connector.manifest.ManifestCompiler} compiles it. The package depends
 * on the connector SPI and on Jackson only.
 */
@NullMarked
package dev.tributary.destinations.connector.manifest;

import org.jspecify.annotations.NullMarked;
