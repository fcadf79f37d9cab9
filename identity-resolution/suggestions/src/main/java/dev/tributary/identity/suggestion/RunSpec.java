package dev.tributary.identity.suggestion;

import org.jspecify.annotations.Nullable;

/** The settings of a run of matching, as they were when the run was requested. */
public record RunSpec(double suggestFrom, @Nullable Double mergeFrom) {
  /** The kind of the job. */
  public static final String KIND = "matching";

  /** The requester of the runs of the schedule. */
  public static final String SCHEDULE = "schedule";

  public static RunSpec of(MatchingSettings settings) {
    return new RunSpec(settings.suggestFrom(), settings.mergeFrom());
  }
}
