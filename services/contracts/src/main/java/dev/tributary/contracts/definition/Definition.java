package dev.tributary.contracts.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.WorkspaceId;

/**
 * The newest version of a configured object, on its compacted topic under its id.
 *
 * @param version grows by one with each change; a reader keeps the highest version it has read
 * @param key the human name for configuration as code, unique in its workspace and kind
 * @param deleted true for the last version; the message stays, so that a reader that was stopped
 *     gets it later
 * @param body the fields of this kind, one of the records of this package
 */
public record Definition(
    WorkspaceId workspace,
    String id,
    long version,
    String key,
    String name,
    boolean deleted,
    JsonNode body) {
  public static final String TYPE = "dev.tributary.definition.v1";

  public <T> T bodyAs(Class<T> type) {
    return Json.MAPPER.convertValue(body, type);
  }
}
