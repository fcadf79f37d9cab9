package dev.tributary.identity.claim;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tributary.contracts.Identifier;
import dev.tributary.identity.rules.TypeLimit;
import org.jspecify.annotations.Nullable;

/**
 * An identifier of an input that did not count, and why.
 *
 * @param limit the limit that would have been broken, for {@link Reason#LIMIT}: it may be of
 *     another type. Null for entries from before limits were recorded.
 */
public record LeftOut(Identifier identifier, Reason reason, @Nullable TypeLimit limit) {
  public LeftOut(Identifier identifier, Reason reason) {
    this(identifier, reason, null);
  }

  /** Why an identifier did not count. */
  public enum Reason {
    /** Its type has no line in the table. */
    UNKNOWN_TYPE("unknown-type"),
    /** It is not valid: not an address, not a number, or it does not match the pattern. */
    INVALID("invalid"),
    /** The table blocks the value. */
    BLOCKED("blocked"),
    /** The person would have had more values of a type than the table allows. */
    LIMIT("limit"),
    /** The person would have had too many identifiers. */
    TOO_MANY_IDENTIFIERS("too-many-identifiers"),
    /** It leads to another profile, and too many profiles were merged already. */
    TOO_MANY_MERGES("too-many-merges"),
    /** It leads to another profile, and its type may not merge profiles. */
    MAY_NOT_MERGE("may-not-merge"),
    /** It leads to another profile, and a cut keeps the two profiles apart. */
    KEPT_APART("kept-apart"),
    /**
     * It is a device of another profile, or of an anonymous profile that the strategy keeps apart.
     */
    SOMEONE_ELSES_DEVICE("someone-elses-device");

    private final String wireName;

    Reason(String wireName) {
      this.wireName = wireName;
    }

    /** Whether a cap keeps the profile from growing; users should see that. */
    public boolean cap() {
      return this == TOO_MANY_IDENTIFIERS || this == TOO_MANY_MERGES;
    }

    @JsonValue
    public String wireName() {
      return wireName;
    }
  }
}
