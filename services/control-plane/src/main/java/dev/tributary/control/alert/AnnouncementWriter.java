package dev.tributary.control.alert;

import dev.tributary.contracts.id.WorkspaceId;
import java.util.function.Function;

/** Writes announcements. The texts leave the installation. */
public final class AnnouncementWriter {
  private static final String TEST = "alert.test";

  private final String gatewayUrl;
  private final Function<WorkspaceId, Names> names;

  /**
   * @param gatewayUrl without a slash at its end
   * @param names finds the names of a workspace by its id
   */
  public AnnouncementWriter(String gatewayUrl, Function<WorkspaceId, Names> names) {
    this.gatewayUrl = gatewayUrl;
    this.names = names;
  }

  /** The names of a workspace. */
  public record Names(String key, String name) {}

  public Announcement of(Notice notice) {
    Alert alert = notice.alert();
    Finding finding = alert.finding();
    Names workspace = names.apply(notice.workspace());
    boolean resolved = notice.moment() == AlertTransition.RESOLVED;
    return new Announcement(
        alert.id() + "." + notice.moment().wireName(),
        "alert." + notice.moment().wireName(),
        notice.workspace(),
        workspace.key(),
        workspace.name(),
        finding.kind(),
        finding.object(),
        finding.name(),
        finding.headline(),
        finding.works(),
        url(workspace, finding.path()),
        alert.openedAt(),
        resolved ? alert.resolvedAt() : null);
  }

  /** The announcement that tests a channel. */
  public Announcement test(String id, WorkspaceId workspaceId) {
    Names workspace = names.apply(workspaceId);
    return new Announcement(
        id,
        TEST,
        workspaceId,
        workspace.key(),
        workspace.name(),
        null,
        workspaceId.value(),
        workspace.name(),
        "This is a test of alerts",
        "Everything: nothing is wrong.",
        url(workspace, "/alerts"),
        null,
        null);
  }

  private String url(Names workspace, String path) {
    return gatewayUrl + "/w/" + workspace.key() + path;
  }
}
