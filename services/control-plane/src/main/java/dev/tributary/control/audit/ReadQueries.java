package dev.tributary.control.audit;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The audit trail of reads: who has read whose personal data. Thread-safe; blocks. */
public interface ReadQueries {
  /**
   * A recorded read.
   *
   * @param profile as it was then; null if the read concerned more than one profile, or none
   * @param reads how often, within the minute after the first
   */
  @RecordBuilder
  record Entry(
      String id,
      String actor,
      String actorName,
      String operation,
      @Nullable ProfileId profile,
      @Nullable String part,
      int reads,
      Instant firstAt,
      Instant lastAt) {}

  /**
   * Newest first.
   *
   * @param profiles reads of these profiles; null for all
   * @param actor the reader, by subject or name; null for any
   * @param after the last entry of the previous page, or null
   * @throws RuntimeException an outage if the store does not answer
   */
  List<Entry> list(
      WorkspaceId workspace,
      @Nullable List<ProfileId> profiles,
      @Nullable String actor,
      @Nullable String after,
      int limit);
}
