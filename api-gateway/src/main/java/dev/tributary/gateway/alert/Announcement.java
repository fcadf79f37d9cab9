package dev.tributary.gateway.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is told on a channel.
 *
 * @param id the same at every repetition, so that a receiver can tell one from news
 * @param type {@code alert.opened}, {@code alert.resolved} or {@code alert.test}
 * @param workspace its id
 * @param url where to mend it
 */
public record Announcement(
    String id,
    String type,
    String workspace,
    String workspaceKey,
    String workspaceName,
    @Nullable AlertKind kind,
    String object,
    String name,
    String headline,
    String works,
    String url,
    @Nullable Instant openedAt,
    @Nullable Instant resolvedAt) {
  public static final String RESOLVED = "alert.resolved";

  public boolean resolved() {
    return type.equals(RESOLVED);
  }

  /** One line that says all. */
  public String title() {
    return (resolved() ? "Resolved: " : "") + headline;
  }
}
