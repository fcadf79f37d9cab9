package dev.tributary.destinations.desired;

import dev.tributary.contracts.profile.ProfileState;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A person with what is known of their memberships.
 *
 * @param decided by audience, whether they are in it, of those whose deciding version is held
 * @param undecided audiences whose newest change waits for a version of the person
 */
public record Known(ProfileState state, Map<String, Boolean> decided, Set<String> undecided) {
  public Set<String> audiences() {
    return decided.entrySet().stream()
        .filter(Map.Entry::getValue)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
