package dev.tributary.identity.evidence;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.profile.Explanation;
import dev.tributary.identity.profile.Merge;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The reasons why identifiers belong to one profile. Thread-safe. */
public interface EvidenceQueries {
  /**
   * Whether two identifiers lead to one profile, and through which evidence: two queries, however
   * many identifiers the profile has. If not, whether the newest events of the two profiles named
   * both.
   *
   * @param first null for a value that cannot be an identifier
   * @param second likewise
   */
  Explanation explain(
      WorkspaceId workspace, @Nullable Identifier first, @Nullable Identifier second);

  /**
   * The merges into a profile, in the order in which they happened. A merge from before merges were
   * recorded comes first, without the identifiers of either profile. Merges that an unmerge has
   * undone are left out.
   *
   * @param limit the number of newest merges
   */
  List<Merge> merges(WorkspaceId workspace, ProfileId survivor, int limit);
}
