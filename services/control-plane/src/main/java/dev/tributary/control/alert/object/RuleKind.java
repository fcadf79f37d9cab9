package dev.tributary.control.alert.object;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/**
 * The figure that an alert rule compares with its threshold. The wire names are also in the
 * database.
 */
public enum RuleKind {
  /** An audience has fewer people. */
  SIZE_BELOW("size-below", ObjectKind.AUDIENCE, 1, 1_000_000_000),
  /** An audience has more people. */
  SIZE_ABOVE("size-above", ObjectKind.AUDIENCE, 0, 1_000_000_000),
  /** An audience has grown or shrunk by more percent within a day. */
  SIZE_CHANGE("size-change", ObjectKind.AUDIENCE, 1, 1_000),
  /** More deliveries of a sync failed in the last hour. */
  FAILED_DELIVERIES("failed-deliveries", ObjectKind.SYNC, 0, 1_000_000),
  /** More percent of the deliveries of a sync failed in the last hour. */
  FAILED_SHARE("failed-share", ObjectKind.SYNC, 0, 99),
  /** A source has sent no event for more minutes. */
  SILENCE("silence", ObjectKind.SOURCE, 5, 43_200),
  /** No run of a model has succeeded for more minutes. */
  LATENESS("lateness", ObjectKind.MODEL, 5, 43_200);

  private final String wireName;
  private final ObjectKind object;
  private final long least;
  private final long most;

  RuleKind(String wireName, ObjectKind object, long least, long most) {
    this.wireName = wireName;
    this.object = object;
    this.least = least;
    this.most = most;
  }

  @JsonValue
  public String wireName() {
    return wireName;
  }

  /** The kind of object that such a rule watches. */
  public ObjectKind object() {
    return object;
  }

  /** The smallest threshold. */
  public long least() {
    return least;
  }

  /** The largest threshold. */
  public long most() {
    return most;
  }

  /** Empty for a name of a later version. */
  public static Optional<RuleKind> named(String name) {
    return Arrays.stream(values()).filter(kind -> kind.wireName.equals(name)).findFirst();
  }
}
