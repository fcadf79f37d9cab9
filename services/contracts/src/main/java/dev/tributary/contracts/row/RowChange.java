package dev.tributary.contracts.row;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.WorkspaceId;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The difference of one row between two snapshots of a model. An added or changed one carries the
 * whole row, so the newest record of a key is enough to rebuild the table; a removed one carries
 * the key only and is followed by a tombstone days later.
 *
 * @param key the primary key's values by column
 * @param row every column; empty when removed
 * @param columnTimes per column, when its value last changed: the observed-at column's time, else
 *     the start of the run that found the change
 * @param changed the columns that differ from the previous snapshot; all of them when added
 * @param hash of the row's content, hex; a repeat of (model, key, hash, run) has no second effect
 */
@RecordBuilder
public record RowChange(
    WorkspaceId workspace,
    ModelId model,
    long modelVersion,
    Change change,
    Map<String, JsonNode> key,
    Map<String, JsonNode> row,
    Map<String, Instant> columnTimes,
    List<String> changed,
    String hash,
    RunId run,
    Instant runStartedAt) {
  public static final String TYPE = "dev.tributary.row.v1";

  /**
   * @param keyHash the keyed hash of workspace, model and primary key
   */
  public Message toMessage(String keyHash, MessageHeaders headers) {
    return Message.of(Topic.ROWS, keyHash, Json.write(this), headers);
  }

  /** The same change for another workspace. */
  public RowChange in(String other) {
    return RowChangeBuilder.builder(this).workspace(new WorkspaceId(other)).build();
  }

  /** One text for a primary key, for any order of its columns: for keys and deduplication. */
  public String keyText() {
    return new String(
        Json.write(new java.util.TreeMap<>(key)), java.nio.charset.StandardCharsets.UTF_8);
  }

  public enum Change {
    ADDED,
    CHANGED,
    REMOVED;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Change named(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }
}
