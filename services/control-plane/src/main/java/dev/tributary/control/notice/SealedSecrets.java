package dev.tributary.control.notice;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.alert.AlertSecrets;
import dev.tributary.control.alert.AnnouncementFailed;
import dev.tributary.runtime.secrets.SecretBox;
import dev.tributary.runtime.secrets.SecretPlace;
import dev.tributary.runtime.secrets.SecretUnreadable;

/** Seals and opens the secrets in a workspace's alert settings. Thread-safe. */
public final class SealedSecrets implements AlertSecrets {
  private static final String OBJECT = "alert-settings";

  private final SecretBox box;

  public SealedSecrets(SecretBox box) {
    this.box = box;
  }

  @Override
  public String seal(WorkspaceId workspace, Field field, String secret) {
    return box.seal(place(workspace, field), secret);
  }

  String open(WorkspaceId workspace, Field field, String sealed) throws AnnouncementFailed {
    try {
      return box.open(place(workspace, field), sealed);
    } catch (SecretUnreadable e) {
      throw new AnnouncementFailed(String.valueOf(e.getMessage()));
    }
  }

  /** The names are part of what was sealed, so they never change. */
  private static SecretPlace place(WorkspaceId workspace, Field field) {
    String name =
        switch (field) {
          case SLACK_URL -> "slackUrl";
          case SIGNING_SECRET -> "signingSecret";
        };
    return new SecretPlace(workspace, OBJECT, name);
  }
}
