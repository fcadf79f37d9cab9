package dev.tributary.collector.http;

import dev.tributary.runtime.http.Keys;
import dev.tributary.runtime.http.Problem;
import dev.tributary.runtime.http.Problems;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What people configure of a source, checked.
 *
 * @param eventsPerSecond its rate limit
 */
record SourceSettings(String key, String name, boolean enabled, int eventsPerSecond) {
  private static final int DEFAULT_EVENTS_PER_SECOND = 10_000;
  private static final int MOST_EVENTS_PER_SECOND = 1_000_000;

  /** As a client writes it; what is absent takes its default. */
  @Schema(name = "SourceRequest")
  record Written(
      @Nullable String key,
      @Nullable String name,
      @Nullable Boolean enabled,
      @Nullable Integer eventsPerSecond) {}

  /**
   * @throws Problem that names the place that is wrong
   */
  static SourceSettings of(Written written) {
    int rate = Objects.requireNonNullElse(written.eventsPerSecond(), DEFAULT_EVENTS_PER_SECOND);
    if (rate < 1 || rate > MOST_EVENTS_PER_SECOND) {
      throw Problems.INVALID.problem(
          "eventsPerSecond must be from 1 to " + MOST_EVENTS_PER_SECOND, "/eventsPerSecond");
    }
    return new SourceSettings(
        Keys.key(written.key()),
        Keys.name(written.name()),
        Objects.requireNonNullElse(written.enabled(), true),
        rate);
  }
}
