package dev.tributary.gateway.channel;

import dev.tributary.gateway.alert.AnnouncementFailed;
import dev.tributary.runtime.secrets.SecretBox;
import dev.tributary.runtime.secrets.SecretPlace;
import dev.tributary.runtime.secrets.SecretUnreadable;

/** Seals and opens the secrets in a workspace's alert settings. Thread-safe. */
public final class Secrets {
  public static final String SLACK_URL = "slackUrl";
  public static final String SIGNING_SECRET = "signingSecret";
  private static final String OBJECT = "alert-settings";

  private final SecretBox box;

  public Secrets(SecretBox box) {
    this.box = box;
  }

  public String seal(String workspace, String field, String secret) {
    return box.seal(new SecretPlace(workspace, OBJECT, field), secret);
  }

  String open(String workspace, String field, String sealed) throws AnnouncementFailed {
    try {
      return box.open(new SecretPlace(workspace, OBJECT, field), sealed);
    } catch (SecretUnreadable e) {
      throw new AnnouncementFailed(String.valueOf(e.getMessage()));
    }
  }
}
