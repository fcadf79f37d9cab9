package dev.tributary.identity.trial;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a rebuild is.
 *
 * @param step {@link #READING} or {@link #SWITCHING}
 * @param inputs how many events and commands were taken in
 * @param of how many there are
 * @param reached when the last one that was taken in had been accepted
 * @param changed how many people have become others
 * @param left how many are still to be looked at
 */
public record RebuildProgress(
    String step, long inputs, long of, @Nullable Instant reached, long changed, long left) {
  public static final String READING = "reading";
  public static final String SWITCHING = "switching";

  public static RebuildProgress reading(TrialProgress progress) {
    return new RebuildProgress(READING, progress.inputs(), progress.of(), progress.reached(), 0, 0);
  }

  public RebuildProgress switching(long nowChanged, long nowLeft) {
    return new RebuildProgress(SWITCHING, inputs, of, reached, nowChanged, nowLeft);
  }
}
