package dev.tributary.identity.http;

import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.unmerge.Parting;
import dev.tributary.contracts.unmerge.Parting.Deeds;
import dev.tributary.identity.postgres.ProfileCodec;
import dev.tributary.identity.postgres.ProfileReads.Person;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.Separation;
import java.util.ArrayList;
import java.util.List;

/** Who would be whom after an unmerge. */
final class Partings {
  private Partings() {}

  /**
   * @param along the ids that would lead to who leaves
   */
  static Parting of(Person person, Separation separation, List<String> along, Deeds deeds) {
    Profile whole = person.profile();
    Profile stays =
        ProfileCodec.read(
            whole.workspace(), whole.id(), whole.version(), ProfileCodec.write(whole));
    Profile leaves = stays.separate(separation.leaving(), Parting.NEW_PROFILE, along.size());
    List<String> staying = new ArrayList<>(person.family().mergedFrom());
    staying.removeAll(along);
    return new Parting(
        whole.version(),
        new Parting.Side(state(stays, person), staying),
        new Parting.Side(state(leaves, person), along),
        deeds);
  }

  /** As either is with the evidence that is left. */
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
