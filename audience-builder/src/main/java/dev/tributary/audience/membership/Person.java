package dev.tributary.audience.membership;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person at the highest version seen.
 *
 * @param part the partition that owns it
 * @param granted the purposes for which the person has granted consent; null if they are not known,
 *     because a release that does not store them has stored this version
 * @param evaluatedAt the newest business time of a decision; it never goes back
 * @param gone whether the id is an alias, or the profile has no identifiers: such a profile is not
 *     a person
 */
public record Person(
    WorkspaceId workspace,
    ProfileId profile,
    int part,
    long version,
    Map<String, JsonNode> traits,
    @Nullable Set<String> granted,
    long evaluatedAt,
    boolean gone) {

  public ProfileRef ref() {
    return new ProfileRef(workspace, profile);
  }
}
