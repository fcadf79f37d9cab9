package dev.tributary.control.alert;

import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The alerts that users read and change, one workspace at a time. Every call blocks. Thread-safe.
 */
public interface AlertQueries {

  /** Which alerts to list. */
  enum Which {
    OPEN,
    RESOLVED,
    ALL
  }

  /**
   * The result of the newest attempt on a channel.
   *
   * @param words the answer of the receiver, or why there is no answer
   */
  record LastAttempt(boolean sent, Instant at, @Nullable String words) {}

  /**
   * Newest first. The list has one more than the limit if there are more alerts.
   *
   * @param concealable whether alerts of alert rules about audiences and syncs are among them
   * @param cursor the id to continue after; null for the beginning
   */
  List<Alert> list(
      WorkspaceId workspace, Which which, boolean concealable, @Nullable String cursor, int limit);

  AlertSettings settings(WorkspaceId workspace);

  /** The last facts of each service about the workspace. */
  Map<Service, WorkspaceFacts.ServiceFacts> lastFacts(WorkspaceId workspace);

  /**
   * Changes the settings. Two changes of a workspace at the same time happen one after the other.
   *
   * @param change gets the stored settings; if it throws, nothing changes
   * @return the new settings
   */
  AlertSettings change(WorkspaceId workspace, UnaryOperator<AlertSettings> change);

  /**
   * The channels that accepted the message that an alert opened, by the id of the alert. Alerts
   * without such a channel are absent.
   */
  Map<String, Set<ChannelName>> announced(WorkspaceId workspace, Set<String> alerts);

  /** By channel; channels without an attempt are absent. */
  Map<ChannelName, LastAttempt> lastAttempts(WorkspaceId workspace);
}
