package dev.tributary.identity.rebuild;

import static java.util.Objects.requireNonNull;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.identity.acceptance.Outcome;
import dev.tributary.identity.input.LoopInput;
import dev.tributary.identity.input.Publication;
import dev.tributary.identity.loop.ActiveRules;
import dev.tributary.identity.loop.Commands;
import dev.tributary.identity.loop.CurrentHolders;
import dev.tributary.identity.loop.InputOutcomes;
import dev.tributary.identity.loop.MonotonicProfileIds;
import dev.tributary.identity.loop.Overtaken;
import dev.tributary.identity.loop.Overtaken.Taken;
import dev.tributary.identity.loop.ProfileOutputs;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.replay.ConnectedComponent;
import dev.tributary.identity.replay.ReplayCopy;
import dev.tributary.identity.store.ProfileStore.Locked;
import dev.tributary.identity.store.replay.ComponentReads;
import dev.tributary.identity.store.replay.RebuildStore.Ending;
import dev.tributary.identity.store.replay.ReplayTransaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Replaces profiles by those of a replay, one connected component after the other. If the replay
 * does not have the whole history of a component, the component stays as it is, and this is
 * recorded.
 */
final class Rebuilding {
  private static final int MOST_PEOPLE = ConnectedComponents.MOST_PEOPLE;
  private static final long MOST_EVENTS = 20_000;

  private final ReplayTransaction tx;
  private final Ids ids;
  private final ActiveRules rules;
  private final InputOutcomes outcomes = new InputOutcomes();
  private final List<Publication> outputs = new ArrayList<>();
  private long events;

  Rebuilding(ReplayTransaction tx, Ids ids, ActiveRules rules) {
    this.tx = tx;
    this.ids = ids;
    this.rules = rules;
  }

  /**
   * @throws Overtaken if another instance was faster; roll back and try again
   */
  List<Publication> run(LoopInput.Asked asked, Command.RebuildPeople command) throws Overtaken {
    ReplayCopy copy = new ReplayCopy(command.workspace(), new WorkspaceId(command.subject()));
    if (tx.replays().copies().isOpen(copy)
        && rules.of(command.workspace()).version() == command.rulesVersion()) {
      tx.replays().rebuilds().waitNoMore(copy, command.profiles());
      rebuild(asked.cause(), command, copy);
    }
    outcomes.applied(asked.cause());
    outcomes.ended(
        asked.cause(),
        Commands.accepted(asked.cause(), command, Outcome.APPLIED, null, null, null));
    outcomes.save(tx);
    return outputs;
  }

  private void rebuild(LoopInput.Cause cause, Command.RebuildPeople command, ReplayCopy copy)
      throws Overtaken {
    Set<ProfileId> done = new HashSet<>();
    Set<ProfileId> waiting = new TreeSet<>();
    for (ProfileId profile : new TreeSet<>(command.profiles())) {
      if (done.contains(profile)) {
        continue;
      }
      if (enough(done)) {
        waiting.add(profile);
      } else {
        done.addAll(rebuild(cause, command, profile));
      }
    }
    tx.replays().rebuilds().ended(copy, waiting, Ending.WAITING);
  }

  /**
   * Limits a command, because other transactions wait for its locks, and its outputs must be
   * written.
   */
  private boolean enough(Set<ProfileId> people) {
    long bytes = 0;
    for (Publication output : outputs) {
      bytes += requireNonNull(output.message().value()).length;
    }
    return people.size() >= MOST_PEOPLE
        || events >= MOST_EVENTS
        || bytes >= RebuildCommands.MOST_BYTES;
  }

  /** Returns the profiles that were processed. */
  private Collection<ProfileId> rebuild(
      LoopInput.Cause cause, Command.RebuildPeople command, ProfileId id) throws Overtaken {
    ReplayCopy copy = new ReplayCopy(command.workspace(), new WorkspaceId(command.subject()));
    Optional<ConnectedComponent> start = start(copy, id);
    if (start.isEmpty()) {
      return List.of(id);
    }
    ConnectedComponents components =
        new ConnectedComponents(
            tx.replays().components(), copy, rules.of(copy.workspace()), tx.profiles()::find);
    ConnectedComponent component = components.around(start.get());
    Set<ProfileId> members = new TreeSet<>(component.profiles());
    members.addAll(component.persons());
    if (ConnectedComponents.tooMany(component)) {
      tx.replays().rebuilds().ended(copy, members, Ending.TOO_LARGE);
      return members;
    }
    Map<ProfileId, Profile> here = lock(copy.workspace(), component.profiles());
    Map<ProfileId, Profile> there = lock(copy.name(), component.persons());
    ConnectedComponent now = components.around(start.get());
    if (!now.equals(component)) {
      throw new Overtaken(
          Taken.PROFILE,
          "%s were merged with others or unmerged, and are with %s now"
              .formatted(component.profiles(), now.profiles()));
    }
    Ending ending = replaceProfiles(command, copy, component, here, there, cause);
    Set<ProfileId> processed =
        component.profiles().isEmpty() ? component.persons() : component.profiles();
    tx.replays().rebuilds().ended(copy, processed, ending);
    if (ending == Ending.CHANGED) {
      tx.replays().rebuilds().changed(copy, processed, cause.headers().id());
    }
    return members;
  }

  /**
   * The surviving profile of an id, or a profile of the replay; empty if the profile no longer
   * exists.
   */
  private Optional<ConnectedComponent> start(ReplayCopy copy, ProfileId id) {
    ProfileRef key = new ProfileRef(copy.workspace(), id);
    ProfileId survivor = tx.profiles().survivors(Set.of(key)).get(key);
    if (survivor != null) {
      return Optional.of(new ConnectedComponent(new TreeSet<>(Set.of(survivor)), new TreeSet<>()));
    }
    return tx.profiles().find(copy.name(), Set.of(id)).isEmpty()
        ? Optional.empty()
        : Optional.of(new ConnectedComponent(new TreeSet<>(), new TreeSet<>(Set.of(id))));
  }

  private Ending replaceProfiles(
      Command.RebuildPeople command,
      ReplayCopy copy,
      ConnectedComponent component,
      Map<ProfileId, Profile> here,
      Map<ProfileId, Profile> there,
      LoopInput.Cause cause) {
    ComponentReads reads = tx.replays().components();
    ReassignedHistory history =
        ReassignedHistory.read(
            reads,
            copy,
            component,
            here,
            there,
            tx.replays().copies().isWholeHistory(copy),
            rules.of(copy.workspace()));
    events += history.events().size();
    if (history.tooLong()) {
      return Ending.TOO_LARGE;
    }
    if (history.partly()) {
      return Ending.PARTLY;
    }
    if (history.incomplete()
        || tx.cuts()
            .unknownTo(
                copy.workspace(), copy.name(), ProfileReassignment.identifiers(there.values()))
        || reads.moreEvents(copy, component.persons())
        || reads.unreadRows(copy, component.profiles())
        || reads.moreRows(copy, component.persons())) {
      return Ending.INCOMPLETE;
    }
    MonotonicProfileIds newIds =
        new MonotonicProfileIds(ids, tx.profiles().newest(copy.workspace(), component.profiles()));
    ProfileOutputs profileOutputs = new ProfileOutputs(ids, outputs);
    new ProfileReassignment(tx, rules, cause, command, here, there, profileOutputs)
        .run(component, history, newIds);
    return Ending.CHANGED;
  }

  private Map<ProfileId, Profile> lock(WorkspaceId workspaceOrCopy, SortedSet<ProfileId> profiles)
      throws Overtaken {
    SortedSet<ProfileRef> keys = new TreeSet<>();
    profiles.forEach(profile -> keys.add(new ProfileRef(workspaceOrCopy, profile)));
    Map<ProfileRef, Locked> locked = tx.profiles().lock(keys);
    if (locked.size() < keys.size()) {
      throw new Overtaken(Taken.PROFILE, new CurrentHolders(tx).ofProfiles(keys, locked.keySet()));
    }
    Map<ProfileId, Profile> found = new HashMap<>();
    locked.forEach((key, each) -> found.put(key.profile(), each.profile()));
    return found;
  }
}
