package dev.tributary.contracts.event;

/** Every reason for which an accepted event is quarantined instead of applied. */
public enum QuarantineReason {
  /** More bytes than one event may have. */
  EVENT_TOO_LARGE("event-too-large"),
  /** Objects and arrays nested deeper than allowed. */
  EVENT_TOO_DEEP("event-too-deep"),
  /** An object with more keys than allowed. */
  TOO_MANY_KEYS("too-many-keys"),
  /** An item of a batch that is a number, a text, a list or null. */
  NOT_AN_OBJECT("not-an-object"),
  /** The item names another write key than its request. */
  WRITE_KEY_MISMATCH("write-key-mismatch"),
  /** A field of the tracking API contains a kind of value that it does not allow. */
  WRONG_TYPE("wrong-type"),
  /** Neither the path nor the item names one of the six calls. */
  UNKNOWN_CALL("unknown-call"),
  /** The path names one call, the item another. */
  CALL_MISMATCH("call-mismatch"),
  /** The call lacks the ids that it needs. */
  MISSING_IDS("missing-ids"),
  /** A track call without the name of its event. */
  MISSING_EVENT_NAME("missing-event-name"),
  /** An invalid time, or a time outside of the years 1 to 9999. */
  BAD_TIMESTAMP("bad-timestamp"),
  /** The messageId was used within the last 7 days for other content. */
  MESSAGE_ID_CONFLICT("message-id-conflict"),
  /** The person's profile would exceed its limits. */
  PROFILE_TOO_LARGE("profile-too-large");

  private final String code;

  QuarantineReason(String code) {
    this.code = code;
  }

  /** Stable: it is used on topics, in answers and in the documentation. */
  public String code() {
    return code;
  }
}
