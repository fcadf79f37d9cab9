package dev.tributary.identity.rebuild;

import static java.util.Objects.requireNonNull;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileMessage.Absorbed;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.profile.ProfileStateBuilder;
import dev.tributary.identity.claim.Stamp;
import dev.tributary.identity.input.LoopInput;
import dev.tributary.identity.loop.ActiveRules;
import dev.tributary.identity.loop.MonotonicProfileIds;
import dev.tributary.identity.loop.ProfileOutputs;
import dev.tributary.identity.profile.Edge;
import dev.tributary.identity.profile.Merge;
import dev.tributary.identity.profile.Merge.PersonSummary;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.ProfileCodec;
import dev.tributary.identity.replay.Assignment;
import dev.tributary.identity.replay.Assignment.Leaving;
import dev.tributary.identity.replay.ConnectedComponent;
import dev.tributary.identity.replay.ReplayCopy;
import dev.tributary.identity.store.MergeStore.Done;
import dev.tributary.identity.store.ProfileStore.Merger;
import dev.tributary.identity.store.UnmergeStore.CommandCause;
import dev.tributary.identity.store.UnmergeStore.Parties;
import dev.tributary.identity.store.replay.Reassignment;
import dev.tributary.identity.store.replay.ReplayTransaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Replaces the profiles of a connected component by those of the replay. Consumers receive messages
 * of the usual types: data that belong to another profile move to one with a new id, profiles that
 * are one are merged, and then each profile is published with its state from the replay. Confined
 * to one connected component.
 */
final class ProfileReassignment {
  private final ReplayTransaction tx;
  private final ActiveRules rules;
  private final LoopInput.Cause cause;
  private final Command.RebuildPeople command;
  private final ReplayCopy copy;
  private final Map<ProfileId, Profile> parts;
  private final Map<ProfileId, Profile> there;
  private final ProfileOutputs outputs;

  /**
   * @param here the workspace's profiles of the component, locked
   * @param there the replay's profiles of the component, locked
   */
  ProfileReassignment(
      ReplayTransaction tx,
      ActiveRules rules,
      LoopInput.Cause cause,
      Command.RebuildPeople command,
      Map<ProfileId, Profile> here,
      Map<ProfileId, Profile> there,
      ProfileOutputs outputs) {
    this.tx = tx;
    this.rules = rules;
    this.cause = cause;
    this.command = command;
    this.copy = new ReplayCopy(command.workspace(), new WorkspaceId(command.subject()));
    this.parts = new HashMap<>(here);
    this.there = there;
    this.outputs = outputs;
  }

  void run(ConnectedComponent component, ReassignedHistory history, MonotonicProfileIds newIds) {
    Assignment assignment = Assignment.of(history.shares(), component.persons(), newIds::next);
    Reassignment table = tx.replays().reassignment(copy, component, assignment.living());
    table.identifiers(identifiers(parts.values()), identifiers(there.values()));
    table.moveData(history.events());
    Map<ProfileId, byte[]> before = new HashMap<>();
    parts.forEach((id, profile) -> before.put(id, ProfileCodec.write(profile)));
    for (var each : assignment.leaving().entrySet()) {
      for (Leaving leaving : each.getValue()) {
        leave(part(each.getKey()), leaving);
        before.remove(each.getKey());
      }
    }
    Map<ProfileId, List<Absorbed>> absorbed = join(assignment);
    before.keySet().removeAll(absorbed.keySet());
    state(assignment, absorbed, before);
    deleteEmptied(assignment.emptied());
  }

  /** All identifiers of these profiles. */
  static Set<Identifier> identifiers(Collection<Profile> people) {
    Set<Identifier> all = new HashSet<>();
    people.forEach(person -> all.addAll(person.identifiers()));
    return all;
  }

  private void leave(Profile person, Leaving leaving) {
    WorkspaceId workspace = copy.workspace();
    Parties parties = new Parties(workspace, person.id(), leaving.id());
    Set<Identifier> identifiers = leaving.share().identifiers();
    List<ProfileId> aliases = tx.unmerges().aliasesToMove(workspace, person.id(), identifiers);
    Profile other = separate(person, leaving, aliases.size());
    parts.put(other.id(), other);
    tx.unmerges().redirect(parties, aliases);
    tx.unmerges()
        .note(
            parties,
            identifiers,
            new CommandCause(cause.headers().id(), command.actor(), command.at()));
    outputs.separated(
        cause, stated(person), stated(other, person), aliases, leaving.share().actionEvents());
  }

  private static Profile separate(Profile person, Leaving leaving, int mergesToMove) {
    Set<Identifier> identifiers = leaving.share().identifiers();
    if (!identifiers.isEmpty()) {
      return person.separate(identifiers, leaving.id(), mergesToMove);
    }
    person.redecide();
    return new Profile(person.workspace(), leaving.id(), 1);
  }

  /** The merged profiles, by surviving profile. */
  private Map<ProfileId, List<Absorbed>> join(Assignment assignment) {
    Stamp stamp = new Stamp(command.at(), cause.headers().id());
    Map<ProfileId, List<Absorbed>> absorbed = new HashMap<>();
    List<Merger> mergers = new ArrayList<>();
    List<Done> done = new ArrayList<>();
    assignment
        .losers()
        .forEach((survivor, losers) -> {
          Profile into = part(survivor);
          for (ProfileId each : losers) {
            Profile loser = part(each);
            long last = loser.version() + 1;
            ProfileRef key = new ProfileRef(copy.workspace(), each);
            mergers.add(new Merger(key, survivor, last, stamp));
            done.add(
                new Done(
                    copy.workspace(),
                    new Merge(
                        each,
                        survivor,
                        stamp,
                        null,
                        null,
                        PersonSummary.of(loser),
                        PersonSummary.of(into),
                        command.rulesVersion())));
            absorbed
                .computeIfAbsent(survivor, _ -> new ArrayList<>())
                .add(new Absorbed(each, last));
          }
        });
    tx.profiles().merge(mergers);
    tx.merges().insert(done);
    return absorbed;
  }

  /**
   * Publishes and saves each profile with its state from the replay.
   *
   * @param unmoved the documents of the profiles that lost nothing and into which none was merged
   */
  private void state(
      Assignment assignment,
      Map<ProfileId, List<Absorbed>> absorbed,
      Map<ProfileId, byte[]> unmoved) {
    List<Profile> people = new ArrayList<>();
    for (Map.Entry<ProfileId, ProfileId> each : assignment.living().entrySet()) {
      ProfileId id = each.getValue();
      byte[] document = ProfileCodec.write(requireNonNull(there.get(each.getKey())));
      if (Arrays.equals(document, unmoved.get(id))) {
        continue;
      }
      Profile part = parts.get(id);
      long version = part == null ? 1 : part.version() + 1;
      Profile person = ProfileCodec.read(copy.workspace(), id, version, document);
      people.add(person);
      outputs.changed(cause, stated(person), null, absorbed.getOrDefault(id, List.of()));
    }
    tx.profiles().save(people);
  }

  /** Publishes an empty state for profiles without data in the replay, and deletes them. */
  private void deleteEmptied(List<ProfileId> emptied) {
    for (ProfileId id : emptied) {
      Profile nobody = new Profile(copy.workspace(), id, part(id).version() + 1);
      outputs.changed(cause, stated(nobody, part(id)), null, List.of());
    }
    tx.profiles().forget(copy.workspace(), emptied);
  }

  private Profile part(ProfileId id) {
    return requireNonNull(parts.get(id));
  }

  private ProfileState stated(Profile person) {
    Collection<Edge> edges =
        person.disputed() ? tx.edges().of(person.workspace(), person.identifiers()) : List.of();
    return person.state(edges, rules.policiesOf(person.workspace()));
  }

  /**
   * @param of the profile from which the part came; it has the times of the first and last visit of
   *     a part without identifiers
   */
  private ProfileState stated(Profile person, Profile of) {
    return person.identifiers().isEmpty()
        ? ProfileStateBuilder.builder()
            .workspace(person.workspace())
            .profile(person.id())
            .version(person.version())
            .identifiers(List.of())
            .traits(Map.of())
            .consent(Map.of())
            .subscriptions(Map.of())
            .lastGroup(null)
            .firstSeen(of.firstSeen())
            .lastSeen(of.lastSeen())
            .build()
        : stated(person);
  }
}
