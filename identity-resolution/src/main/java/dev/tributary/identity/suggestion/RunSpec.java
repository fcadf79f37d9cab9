package dev.tributary.identity.suggestion;

import org.jspecify.annotations.Nullable;

/** What a run of matching holds to: the settings as they were when it was asked for. */
public record RunSpec(double suggestFrom, @Nullable Double mergeFrom) {
  /** The kind of its job. */
  public static final String KIND = "matching";

  /** Who asked, where it was the schedule; and who merged, where it was the threshold. */
  public static final String SCHEDULE = "schedule";

  public static final String MATCHING = "matching";

  public static RunSpec of(MatchingSettings settings) {
    return new RunSpec(settings.suggestFrom(), settings.mergeFrom());
  }
}
