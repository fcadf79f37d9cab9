package dev.tributary.control.alert;

import com.fasterxml.jackson.annotation.JsonValue;

/** Why a channel gets no message about an alert. */
public enum UnsentReason {
  /** The workspace has no address for the channel. */
  NOT_SET_UP("not-set-up"),
  /** E-mail only. */
  NO_MAIL_SERVER("no-mail-server"),
  /** A message would reveal who is in the audience. */
  PERSONAL_DATA("personal-data");

  private final String wireName;

  UnsentReason(String wireName) {
    this.wireName = wireName;
  }

  @JsonValue
  public String wireName() {
    return wireName;
  }
}
