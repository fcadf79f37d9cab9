package dev.tributary.identity.stream;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a reader wants to be told; null where it does not matter.
 *
 * @param profiles a person's ids, merged ones included
 */
public record Wanted(
    @Nullable String source,
    @Nullable String type,
    @Nullable String outcome,
    @Nullable Set<String> profiles) {
  public static final Wanted EVERYTHING = new Wanted(null, null, null, null);

  boolean includes(Decided decided) {
    return (source == null || source.equals(decided.source()))
        && (type == null || type.equals(decided.type()))
        && (outcome == null || outcome.equals(decided.outcome()))
        && (profiles == null
            || (decided.profile() != null && profiles.contains(decided.profile())));
  }
}
