package dev.tributary.identity.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a rebuild.
 *
 * @param step {@code reading} or {@code switching}
 * @param inputs how many events and commands were processed
 * @param of how many events and commands there are
 * @param reached when the last processed input had been accepted
 * @param changed how many profiles have changed
 * @param left how many profiles the rebuild has not looked at yet
 */
public record RebuildProgress(
    String step, long inputs, long of, @Nullable Instant reached, long changed, long left) {
  public static final String READING = "reading";
  public static final String SWITCHING = "switching";

  public static RebuildProgress reading(DryRunProgress progress) {
    return new RebuildProgress(READING, progress.inputs(), progress.of(), progress.reached(), 0, 0);
  }

  public RebuildProgress switching(long nowChanged, long nowLeft) {
    return new RebuildProgress(SWITCHING, inputs, of, reached, nowChanged, nowLeft);
  }
}
