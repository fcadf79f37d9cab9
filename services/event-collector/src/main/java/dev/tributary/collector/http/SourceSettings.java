package dev.tributary.collector.http;

import dev.tributary.runtime.http.Problem;
import dev.tributary.runtime.http.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What people configure of a source, checked.
 *
 * @param eventsPerSecond its rate limit
 */
record SourceSettings(String key, String name, boolean enabled, int eventsPerSecond) {
  private static final int DEFAULT_EVENTS_PER_SECOND = 10_000;
  private static final int MOST_EVENTS_PER_SECOND = 1_000_000;
  private static final int LONGEST_NAME = 200;
  private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  /** As a client writes it; what is absent takes its default. */
  record Written(
      @Nullable String key,
      @Nullable String name,
      @Nullable Boolean enabled,
      @Nullable Integer eventsPerSecond) {}

  /**
   * @throws Problem with every place that is wrong
   */
  static SourceSettings of(Written written) {
    List<Problem.At> wrong = new ArrayList<>();
    String name = Objects.requireNonNullElse(written.name(), "").strip();
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      wrong.add(new Problem.At("/name", "A name of 1 to " + LONGEST_NAME + " characters"));
    }
    String key = Objects.requireNonNullElseGet(written.key(), () -> keyOf(name));
    if (!KEY.matcher(key).matches()) {
      wrong.add(
          new Problem.At("/key", "Lower-case letters, digits and hyphens, at most 63 of them"));
    }
    int rate = Objects.requireNonNullElse(written.eventsPerSecond(), DEFAULT_EVENTS_PER_SECOND);
    if (rate < 1 || rate > MOST_EVENTS_PER_SECOND) {
      wrong.add(new Problem.At("/eventsPerSecond", "From 1 to " + MOST_EVENTS_PER_SECOND));
    }
    if (!wrong.isEmpty()) {
      throw Problems.INVALID.problem("The source is not valid", wrong);
    }
    return new SourceSettings(key, name, Objects.requireNonNullElse(written.enabled(), true), rate);
  }

  private static String keyOf(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return plain.replaceAll("^-+|-+$", "");
  }
}
