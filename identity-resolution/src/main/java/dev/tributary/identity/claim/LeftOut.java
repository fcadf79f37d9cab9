package dev.tributary.identity.claim;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tributary.contracts.Identifier;
import dev.tributary.identity.rules.TypeLimit;
import org.jspecify.annotations.Nullable;

/**
 * An identifier that was said of a person and did not count, and why.
 *
 * @param limit which one would have been broken, for {@link Reason#LIMIT}: it may be of another
 *     type. Null for what was recorded before it was kept.
 */
public record LeftOut(Identifier identifier, Reason reason, @Nullable TypeLimit limit) {
  public LeftOut(Identifier identifier, Reason reason) {
    this(identifier, reason, null);
  }

  /** Why an identifier did not count. */
  public enum Reason {
    /** Its type has no line in the table. */
    UNKNOWN_TYPE("unknown-type"),
    /** It is none: no address, no number, not of the pattern. */
    INVALID("invalid"),
    /** The table says that it names nobody. */
    BLOCKED("blocked"),
    /** The person would have had more values of a type than the table allows. */
    LIMIT("limit"),
    /** The person would have had too many identifiers. */
    TOO_MANY_IDENTIFIERS("too-many-identifiers"),
    /** It leads to somebody else, and too many were taken in already. */
    TOO_MANY_MERGES("too-many-merges"),
    /** It leads to somebody else, and its type only finds. */
    MAY_NOT_MERGE("may-not-merge"),
    /** It leads to somebody else, and a person said that these two are apart. */
    KEPT_APART("kept-apart"),
    /** It is the device of somebody else, or of an anonymous past that is kept apart. */
    SOMEONE_ELSES_DEVICE("someone-elses-device");

    private final String wireName;

    Reason(String wireName) {
      this.wireName = wireName;
    }

    /** Whether a cap keeps the person from growing, which somebody should know. */
    public boolean cap() {
      return this == TOO_MANY_IDENTIFIERS || this == TOO_MANY_MERGES;
    }

    @JsonValue
    public String wireName() {
      return wireName;
    }
  }
}
