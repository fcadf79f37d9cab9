package dev.tributary.control.alert;

import dev.tributary.contracts.id.WorkspaceId;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message for a channel.
 *
 * @param id the same at every repetition, so that a receiver can recognise repetitions
 * @param type {@code alert.opened}, {@code alert.resolved} or {@code alert.test}
 * @param workspace its id
 * @param url the page on which to fix the problem
 * @param since when the problem began; null if that is unknown
 */
@RecordBuilder
public record Announcement(
    String id,
    String type,
    WorkspaceId workspace,
    String workspaceKey,
    String workspaceName,
    @Nullable AlertKind kind,
    String object,
    String name,
    String headline,
    String works,
    String url,
    @Nullable Instant since,
    @Nullable Instant openedAt,
    @Nullable Instant resolvedAt) {
  public static final String RESOLVED = "alert.resolved";

  public boolean resolved() {
    return type.equals(RESOLVED);
  }

  /** The whole message in one line. */
  public String title() {
    return (resolved() ? "Resolved: " : "") + headline;
  }
}
