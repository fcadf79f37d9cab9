package dev.tributary.contracts.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The id of a workspace. The order of ids is the order of their texts.
 *
 * @param value any text; JSON contains only this text
 */
public record WorkspaceId(@JsonValue String value) implements Comparable<WorkspaceId> {
  /** Messages of the installation belong to no workspace. */
  public static final WorkspaceId NONE = new WorkspaceId("");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public WorkspaceId {
    Objects.requireNonNull(value);
  }

  /** The id with a text that may be missing; null for null. */
  public static @Nullable WorkspaceId ofNullable(@Nullable String value) {
    return value == null ? null : new WorkspaceId(value);
  }

  /** The texts, for a query's parameter. */
  public static String[] values(Collection<WorkspaceId> workspaces) {
    return workspaces.stream().map(WorkspaceId::value).toArray(String[]::new);
  }

  @Override
  public int compareTo(WorkspaceId other) {
    return value.compareTo(other.value);
  }

  /** The text, so that logs and problems show the plain id. */
  @Override
  public String toString() {
    return value;
  }
}
