package dev.tributary.identity.http.unmerge;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.unmerge.UnmergePlan;
import dev.tributary.contracts.unmerge.UnmergePlan.DividedEvents;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.ProfileQueries.Person;
import dev.tributary.identity.profile.UnmergeResult;
import java.util.ArrayList;
import java.util.List;

/** The two people that an unmerge would result in. */
final class UnmergePlans {
  private UnmergePlans() {}

  /**
   * @param along the ids that would lead to the person who leaves
   */
  static UnmergePlan of(
      Person person, UnmergeResult separation, List<ProfileId> along, DividedEvents deeds) {
    Profile whole = person.profile();
    Profile stays = whole.copy();
    Profile leaves = stays.separate(separation.leaving(), UnmergePlan.NEW_PROFILE, along.size());
    List<ProfileId> staying = new ArrayList<>(person.family().mergedFrom());
    staying.removeAll(along);
    return new UnmergePlan(
        whole.version(),
        new UnmergePlan.Side(state(stays, person), staying),
        new UnmergePlan.Side(state(leaves, person), along),
        deeds);
  }

  /** The state of one of the two people, with the evidence that is left. */
  private static ProfileState state(Profile side, Person person) {
    return side.state(
        person.edges().stream()
            .filter(edge ->
                side.identifiers().contains(edge.left())
                    && side.identifiers().contains(edge.right()))
            .toList(),
        person.policies());
  }
}
