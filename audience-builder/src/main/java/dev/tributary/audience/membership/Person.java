package dev.tributary.audience.membership;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import java.util.Map;

/**
 * A person at the highest version seen.
 *
 * @param part the partition that owns it
 * @param evaluatedAt the newest business time of a decision; it never goes back
 * @param gone whether the id is an alias, or the profile has no identifiers: such a profile is not
 *     a person
 */
public record Person(
    WorkspaceId workspace,
    ProfileId profile,
    int part,
    long version,
    PersonData data,
    long evaluatedAt,
    boolean gone) {

  public Map<String, JsonNode> traits() {
    return data.traits();
  }

  public ProfileRef ref() {
    return new ProfileRef(workspace, profile);
  }
}
