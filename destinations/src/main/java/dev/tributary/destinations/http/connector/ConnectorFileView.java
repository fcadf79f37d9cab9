package dev.tributary.destinations.http.connector;

import dev.tributary.definitions.StoredDefinition;
import dev.tributary.destinations.added.ConnectorFile;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A connector that the workspace has added.
 *
 * @param id of the stored definition; its versions are found by it after a deletion too
 * @param key the id of the connector in its manifest, which destinations name
 * @param name the name in the manifest
 * @param yaml the manifest, as it was given
 * @param version grows by one with each change; the ETag of the answer
 * @param createdAt when the connector was added
 * @param updatedAt when the connector was last changed
 */
@Schema(name = "ConnectorFile")
public record ConnectorFileView(
    String id,
    String key,
    String name,
    String yaml,
    long version,
    Instant createdAt,
    Instant updatedAt) {

  static ConnectorFileView of(StoredDefinition<ConnectorFile> stored) {
    return new ConnectorFileView(
        stored.id(),
        stored.key(),
        stored.name(),
        stored.spec().yaml(),
        stored.version(),
        stored.createdAt(),
        stored.updatedAt());
  }
}
