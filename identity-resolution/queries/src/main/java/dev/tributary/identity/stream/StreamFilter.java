package dev.tributary.identity.stream;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SourceId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which decisions a reader gets; a null component does not filter.
 *
 * @param profiles a person's ids, merged ones included
 */
public record StreamFilter(
    @Nullable SourceId source,
    @Nullable String type,
    @Nullable String outcome,
    @Nullable Set<ProfileId> profiles) {
  public static final StreamFilter EVERYTHING = new StreamFilter(null, null, null, null);

  boolean includes(DecidedEvent decided) {
    return (source == null || source.equals(decided.source()))
        && (type == null || type.equals(decided.type()))
        && (outcome == null || outcome.equals(decided.outcome()))
        && (profiles == null
            || (decided.profile() != null && profiles.contains(decided.profile())));
  }
}
