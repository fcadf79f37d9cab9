package dev.tributary.destinations.desired;

import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.profile.ProfileState;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A person with the known memberships.
 *
 * @param decided by audience, whether the person is a member; only audiences whose deciding version
 *     of the person is stored
 * @param undecided audiences whose newest change needs a version of the person that has not arrived
 */
public record KnownProfile(
    ProfileState state, Map<AudienceId, Boolean> decided, Set<AudienceId> undecided) {
  public Set<AudienceId> audiences() {
    return decided.entrySet().stream()
        .filter(Map.Entry::getValue)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
