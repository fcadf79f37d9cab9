package dev.tributary.identity.quarantine;

import dev.tributary.contracts.id.WorkspaceId;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Input that could not be processed, by workspace. Thread-safe. */
public interface QuarantineQueries {
  /** The state of an input that has neither been redriven nor discarded. */
  String WAITING = "waiting";

  /** A complete quarantined input. */
  @RecordBuilder
  @SuppressWarnings("ArrayRecordComponent")
  record Quarantined(
      String id,
      String kind,
      String stage,
      String reason,
      String detail,
      @Nullable String pointer,
      @Nullable String source,
      Instant quarantinedAt,
      String state,
      int redrives,
      byte @Nullable [] value,
      Map<String, byte[]> headers) {
    public boolean waiting() {
      return state.equals(WAITING);
    }
  }

  /**
   * Newest first.
   *
   * @param reason inputs with this reason, or null for all
   * @param after the last id of the previous page, or null
   */
  List<Quarantined> list(
      WorkspaceId workspace,
      String state,
      @Nullable String reason,
      @Nullable String after,
      int limit);

  /**
   * Inputs that wait for the same reason.
   *
   * @param example the newest one's detail
   */
  record Reason(String reason, long count, String example, Instant newest) {}

  /** The most frequent first. */
  List<Reason> reasons(WorkspaceId workspace);

  Optional<Quarantined> find(WorkspaceId workspace, String id);
}
