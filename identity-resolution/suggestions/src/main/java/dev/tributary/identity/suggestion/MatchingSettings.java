package dev.tributary.identity.suggestion;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a workspace for suggested matches.
 *
 * @param suggestFrom the least probability of a suggestion
 * @param mergeFrom the least probability of an automatic merge; null for never
 * @param every how often a run starts automatically; null where runs start on request only
 */
public record MatchingSettings(
    double suggestFrom, @Nullable Double mergeFrom, @Nullable Every every) {
  /** The kind of the definition. Each workspace has at most one, whose key is the same word. */
  public static final String KIND = "matching";

  /** Below this probability, more suggestions are wrong than right. */
  public static final double LEAST = 0.5;

  public static final double MOST = 0.999;

  public static final MatchingSettings DEFAULT = new MatchingSettings(0.9, null, null);

  /** How often a run starts automatically. */
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
