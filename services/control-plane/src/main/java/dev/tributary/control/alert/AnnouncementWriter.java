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
    return AnnouncementBuilder.builder()
        .id(alert.id() + "." + notice.moment().wireName())
        .type("alert." + notice.moment().wireName())
        .workspace(notice.workspace())
        .workspaceKey(workspace.key())
        .workspaceName(workspace.name())
        .kind(finding.kind())
        .object(finding.object())
        .name(finding.name())
        .headline(finding.headline())
        .works(finding.works())
        .url(url(workspace, finding.path()))
        .since(finding.since())
        .openedAt(alert.openedAt())
        .resolvedAt(resolved ? alert.resolvedAt() : null)
        .build();
  }

  /** The announcement that tests a channel. */
  public Announcement test(String id, WorkspaceId workspaceId) {
    Names workspace = names.apply(workspaceId);
    return AnnouncementBuilder.builder()
        .id(id)
        .type(TEST)
        .workspace(workspaceId)
        .workspaceKey(workspace.key())
        .workspaceName(workspace.name())
        .kind(null)
        .object(workspaceId.value())
        .name(workspace.name())
        .headline("This is a test of alerts")
        .works("Everything: nothing is wrong.")
        .url(url(workspace, "/alerts"))
        .since(null)
        .openedAt(null)
        .resolvedAt(null)
        .build();
  }

  private String url(Names workspace, String path) {
    return gatewayUrl + "/w/" + workspace.key() + path;
  }
}
