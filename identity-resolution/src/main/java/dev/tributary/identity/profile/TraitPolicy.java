package dev.tributary.identity.profile;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.tributary.identity.claim.Origin;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which of several values of a trait is the person's: what master data management calls a
 * survivorship rule. Immutable.
 *
 * @param sources for {@link Kind#MOST_TRUSTED}: source and model ids, most trusted first; whoever
 *     is not listed comes last
 */
public record TraitPolicy(Kind kind, List<String> sources) {
  public static final TraitPolicy LATEST = new TraitPolicy(Kind.LATEST, List.of());

  /** What makes a value win. Where several are alike, the latest of them does. */
  public enum Kind {
    /** Said last, by the time at which it happened. */
    LATEST,
    /** Said first. */
    FIRST,
    /** Said by the source that stands first in the list. */
    MOST_TRUSTED,
    /** The longest text, or the list with the most elements. */
    LONGEST,
    /** Said by the most sources and identifiers. */
    MOST_FREQUENT,
    /** The smallest number, or the first text in the alphabet; dates in ISO 8601 are such texts. */
    SMALLEST,
    /** The largest number, or the last text in the alphabet. */
    LARGEST,
    /** All values in one list, without repeats, sorted. */
    UNION;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Kind> find(String wireName) {
      return Arrays.stream(values()).filter(kind -> kind.wireName().equals(wireName)).findFirst();
    }

    @JsonCreator
    static Kind named(String wireName) {
      return find(wireName).orElseThrow(() -> new IllegalArgumentException(wireName));
    }
  }

  public TraitPolicy {
    sources = List.copyOf(sources);
  }

  /** The place in the list of trust; the length of the list for who is not in it. */
  int rank(Origin origin) {
    String source = origin instanceof Origin.Row row ? row.model() : origin.text();
    int place = sources.indexOf(source);
    return place < 0 ? sources.size() : place;
  }
}
