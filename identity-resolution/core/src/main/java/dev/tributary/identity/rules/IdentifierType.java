package dev.tributary.identity.rules;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table.
 *
 * @param type {@code user_id}, {@code email}, a custom type, or {@code *} for all that have no line
 * @param merges whether it may merge two profiles; otherwise it only finds a profile
 * @param unique whether a value names one person at most; otherwise the value is shared, and leads
 *     to the profile that had it first, if the claim has no unique identifier
 * @param limit the limit of values per profile; null for none
 * @param letterCase {@code keep}: a value keeps its letter case; {@code lower}: a value is stored
 *     in lower case
 * @param plusTags only for {@code email}: {@code drop} removes the tag of an address such as {@code
 *     ann+shop@example.com} at providers that ignore tags, {@code keep} keeps it
 * @param dots only for {@code email}: {@code drop} removes the dots of the mailbox name at
 *     providers that ignore dots, {@code keep} keeps them
 * @param region ISO 3166 code for phone numbers without a country code; null for the workspace's
 * @param pattern what a value must match as a whole (RE2), or null
 * @param blocked patterns (RE2, found anywhere, case ignored) of values that cannot name a person
 */
@RecordBuilder
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

  /** The letter case in which a value is stored. */
  public enum LetterCase {
    @JsonProperty("keep")
    KEEP,
    @JsonProperty("lower")
    LOWER
  }

  /** Whether a part of an address is kept or removed. */
  public enum Part {
    @JsonProperty("keep")
    KEEP,
    @JsonProperty("drop")
    DROP
  }

  static IdentifierType of(String type, LetterCase letterCase, Limit limit) {
    return IdentifierTypeBuilder.builder()
        .type(type)
        .merges(true)
        .unique(true)
        .limit(limit)
        .letterCase(letterCase)
        .plusTags(Part.KEEP)
        .dots(Part.KEEP)
        .region(null)
        .pattern(null)
        .blocked(DefaultRules.BLOCKED)
        .build();
  }
}
