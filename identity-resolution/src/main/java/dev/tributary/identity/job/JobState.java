package dev.tributary.identity.job;

import java.util.Locale;

/** How far a job has come. At most one of a workspace and kind is queued or running. */
public enum JobState {
  QUEUED,
  RUNNING,
  SUCCEEDED,
  FAILED,
  CANCELLED;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static JobState named(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
