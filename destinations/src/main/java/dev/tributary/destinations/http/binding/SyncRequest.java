package dev.tributary.destinations.http.binding;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.definitions.Filing;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.sync.SyncSource;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import dev.tributary.runtime.openapi.request.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sync in a request.
 *
 * @param key unique among the syncs of the workspace
 * @param name shown in the web UI
 * @param tags at most 20, each of at most 50 characters; null for none
 * @param folder where users look for the sync; null for none
 * @param owner the user who answers for the sync, usually an e-mail address; null for none
 * @param destination id or key
 * @param from where the records come from
 * @param object the object at the destination, for example {@code contacts}
 * @param match the field that names a record at the destination; absent for events
 * @param furtherMatches fields of the mapping by which records are searched for that the match
 *     field does not find, in this order; absent for none. The manifest of the connector lists the
 *     fields that an object accepts here
 * @param mapping from which value each field of the destination comes
 * @param mode one that the object can; default: mirror for audiences and models, append for events,
 *     upsert for profiles
 * @param settings the settings of the object, which the manifest of the connector lists
 */
public record SyncRequest(
    @Required(inDrafts = false) @Nullable String key,
    @Required(inDrafts = false) @Nullable String name,
    @Nullable List<String> tags,
    @Nullable String folder,
    @Nullable String owner,
    @Required @Nullable String destination,
    @Required @Nullable SyncSource from,
    @Required @Nullable String object,
    @Nullable FieldMapping match,
    @Nullable List<String> furtherMatches,
    @Nullable List<FieldMapping> mapping,
    @Nullable Mode mode,
    @Nullable ObjectNode settings) {

  /**
   * @return null for none
   * @throws dev.tributary.runtime.problem.Problem with the place of each wrong field
   */
  public @Nullable Filing filing() {
    return Filing.of(tags, folder, owner).orElse(null);
  }

  /** A sync as a client would write it. */
  public static ObjectNode written(String key, String name, SyncSpec spec) {
    ObjectNode written = Json.MAPPER.valueToTree(spec);
    written.remove("filing");
    written.put("key", key).put("name", name);
    spec.filed().writeTo(written);
    return written;
  }
}
