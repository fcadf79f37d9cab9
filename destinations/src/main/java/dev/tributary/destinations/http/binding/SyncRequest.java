package dev.tributary.destinations.http.binding;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.sync.SyncSource;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import dev.tributary.destinations.sync.SyncSpec.Mode;
import dev.tributary.runtime.openapi.request.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sync in a request.
 *
 * @param key unique among the syncs of the workspace
 * @param name shown in the web UI
 * @param destination id or key
 * @param from where the records come from
 * @param object the object at the destination, for example {@code contacts}
 * @param match the field that names a record at the destination; absent for events
 * @param mapping from which value each field of the destination comes
 * @param mode default: mirror for audiences and models, upsert for the rest
 * @param settings the settings of the object, which the manifest of the connector lists
 */
public record SyncRequest(
    @Required(inDrafts = false) @Nullable String key,
    @Required(inDrafts = false) @Nullable String name,
    @Required @Nullable String destination,
    @Required @Nullable SyncSource from,
    @Required @Nullable String object,
    @Nullable FieldMapping match,
    @Nullable List<FieldMapping> mapping,
    @Nullable Mode mode,
    @Nullable ObjectNode settings) {

  /** A sync as a client would write it. */
  public static ObjectNode written(String key, String name, SyncSpec spec) {
    ObjectNode written = Json.MAPPER.valueToTree(spec);
    written.put("key", key).put("name", name);
    return written;
  }
}
