package dev.tributary.identity.suggestion;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a workspace wants of suggested matches.
 *
 * @param suggestFrom the least probability that is suggested
 * @param mergeFrom the least at which two become one by themselves; null where nobody ever does
 * @param every how often it is looked by itself; null where only somebody asks
 */
public record MatchingSettings(
    double suggestFrom, @Nullable Double mergeFrom, @Nullable Every every) {
  /** The kind of the definition; each workspace has one at most, under the same word as its key. */
  public static final String KIND = "matching";

  /** Below, more suggestions are wrong than right. */
  public static final double LEAST = 0.5;

  public static final double MOST = 0.999;

  public static final MatchingSettings DEFAULT = new MatchingSettings(0.9, null, null);

  /** How often it is looked by itself. */
  public enum Every {
    DAY(Duration.ofDays(1)),
    WEEK(Duration.ofDays(7));

    private final Duration length;

    Every(Duration length) {
      this.length = length;
    }

    public Duration length() {
      return length;
    }

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Every> find(String wireName) {
      return Arrays.stream(values()).filter(each -> each.wireName().equals(wireName)).findFirst();
    }

    @JsonCreator
    static Every named(String wireName) {
      return find(wireName).orElseThrow(() -> new IllegalArgumentException(wireName));
    }
  }
}
