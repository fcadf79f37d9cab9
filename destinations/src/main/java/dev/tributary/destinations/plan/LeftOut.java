package dev.tributary.destinations.plan;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A reason why records are not sent.
 *
 * @param code {@code undecided}: the newest version of the person has not arrived, or an unmerge is
 *     incomplete; {@code no-identifier}: there is no match value; {@code shared}: another person of
 *     the source has the same match value; {@code consent}; {@code invalid}: a value cannot be
 *     made, or the connector refuses it before it sends; {@code required}: a field without which
 *     the destination refuses a record has no value; {@code not-renderable}: the connector fails
 *     for the record; {@code held-back}: the connector puts the record in no request; {@code
 *     unreadable}: a change of a row cannot be read, and a backfill skips it; or the state of a
 *     delivery that only a user or another run sends again
 * @param purpose the purpose that is not allowed; null for other reasons
 * @param field the field at the destination; null if no field is the reason
 */
public record LeftOut(String code, @Nullable String purpose, @Nullable String field)
    implements Comparable<LeftOut> {
  private static final Comparator<@Nullable String> TEXTS =
      Comparator.nullsFirst(Comparator.naturalOrder());

  static LeftOut because(String code) {
    return new LeftOut(code, null, null);
  }

  static LeftOut consent(String purpose) {
    return new LeftOut("consent", purpose, null);
  }

  static LeftOut field(String code, @Nullable String field) {
    return new LeftOut(code, null, field);
  }

  @Override
  public int compareTo(LeftOut other) {
    return Comparator.comparing(LeftOut::code)
        .thenComparing(LeftOut::purpose, TEXTS)
        .thenComparing(LeftOut::field, TEXTS)
        .compare(this, other);
  }
}
