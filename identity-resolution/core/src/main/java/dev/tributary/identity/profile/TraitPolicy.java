package dev.tributary.identity.profile;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.tributary.identity.claim.Origin;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which of several values of a trait becomes the value of the person: master data management calls
 * this a survivorship rule. Immutable.
 *
 * @param sources for {@link Kind#MOST_TRUSTED}: source and model ids, most trusted first; all
 *     others come last
 */
public record TraitPolicy(Kind kind, List<String> sources) {
  public static final TraitPolicy LATEST = new TraitPolicy(Kind.LATEST, List.of());

  /** The property that makes a value win. Of several equal candidates, the latest wins. */
  public enum Kind {
    /** The last value, by the time at which it happened. */
    LATEST,
    /** The first value, by the time at which it happened. */
    FIRST,
    /** The value of the source that is first in the list. */
    MOST_TRUSTED,
    /** The longest text, or the list with the most elements. */
    LONGEST,
    /** The value of the most sources and identifiers. */
    MOST_FREQUENT,
    /**
     * The smallest number, or the first text in the alphabet; dates in ISO 8601 are such texts. If
     * the trait has a declared type, values are compared as this type, and a value that cannot be
     * read wins only if no value can be read.
     */
    SMALLEST,
    /** The largest number, or the last text in the alphabet. A declared type counts as above. */
    LARGEST,
    /** All values in one list, without repeats, sorted. */
    UNION;

    /** Whether values are compared as the declared type of the trait. */
    public boolean usesType() {
      return this == SMALLEST || this == LARGEST;
    }

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

  /** The index in the list of sources; the length of the list for a source that is not in it. */
  int rank(Origin origin) {
    String source = origin instanceof Origin.Row row ? row.model().value() : origin.text();
    int place = sources.indexOf(source);
    return place < 0 ? sources.size() : place;
  }
}
