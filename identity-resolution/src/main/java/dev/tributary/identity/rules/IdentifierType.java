package dev.tributary.identity.rules;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table.
 *
 * @param type {@code user_id}, {@code email}, a custom type, or {@code *} for all that have no line
 * @param merges whether it may make two people one; else it only finds
 * @param unique whether a value names one person at most; else people share it, and it finds
 *     whoever had it first, where nothing better is there
 * @param limit of values per person, or null
 * @param plusTags of addresses: {@code ann+shop@example.com}
 * @param dots of addresses at providers that ignore them
 * @param region ISO 3166 code for phone numbers that name no country; null for the workspace's
 * @param pattern what a value must match as a whole (RE2), or null
 * @param blocked patterns (RE2, found anywhere, case ignored) of values that name nobody
 */
public record IdentifierType(
    String type,
    boolean merges,
    boolean unique,
    @Nullable Limit limit,
    @JsonProperty("case") LetterCase letterCase,
    Part plusTags,
    Part dots,
    @Nullable String region,
    @Nullable String pattern,
    List<String> blocked) {
  /** Stands for every type that has no line of its own. */
  public static final String ANY = "*";

  /** How letters are written. */
  public enum LetterCase {
    @JsonProperty("keep")
    KEEP,
    @JsonProperty("lower")
    LOWER
  }

  /** What becomes of a part of an address. */
  public enum Part {
    @JsonProperty("keep")
    KEEP,
    @JsonProperty("drop")
    DROP
  }

  static IdentifierType of(String type, LetterCase letterCase, Limit limit) {
    return new IdentifierType(
        type,
        true,
        true,
        limit,
        letterCase,
        Part.KEEP,
        Part.KEEP,
        null,
        null,
        DefaultRules.BLOCKED);
  }
}
