package dev.tributary.gateway.alert;

import java.util.function.Function;

/** Puts what is told into words that leave the house. */
public final class Announcing {
  private static final String TEST = "alert.test";

  private final String gatewayUrl;
  private final Function<String, Names> names;

  /**
   * @param gatewayUrl without a slash at its end
   * @param names of a workspace, by its id
   */
  public Announcing(String gatewayUrl, Function<String, Names> names) {
    this.gatewayUrl = gatewayUrl;
    this.names = names;
  }

  /** What people call a workspace. */
  public record Names(String key, String name) {}

  public Announcement of(Notice notice) {
    Alert alert = notice.alert();
    Finding finding = alert.finding();
    Names workspace = names.apply(notice.workspace());
    boolean resolved = notice.moment() == Moment.RESOLVED;
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

  /** What is sent to try a channel. */
  public Announcement test(String id, String workspaceId) {
    Names workspace = names.apply(workspaceId);
    return new Announcement(
        id,
        TEST,
        workspaceId,
        workspace.key(),
        workspace.name(),
        null,
        workspaceId,
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
