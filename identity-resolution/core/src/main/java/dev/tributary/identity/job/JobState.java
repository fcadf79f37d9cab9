package dev.tributary.identity.job;

import java.util.Locale;

/** The state of a job. A workspace has at most one queued or running job of each kind. */
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
