package dev.tributary.identity.loop;

import static java.util.Comparator.naturalOrder;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.quarantine.QuarantinedInput.Stage;
import dev.tributary.identity.acceptance.Outcome;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.input.LoopInput;
import dev.tributary.identity.input.Publication;
import dev.tributary.identity.loop.Overtaken.Taken;
import dev.tributary.identity.profile.Edge;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.profile.Unmerge;
import dev.tributary.identity.profile.UnmergeResult;
import dev.tributary.identity.resolution.WorkspaceIdentifier;
import dev.tributary.identity.store.IdentifierStore.Move;
import dev.tributary.identity.store.IdentityTransaction;
import dev.tributary.identity.store.ProfileStore.Locked;
import dev.tributary.identity.store.UnmergeStore.CommandCause;
import dev.tributary.identity.store.UnmergeStore.Parties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Divides one profile into two. It runs alone between the other inputs of a poll: inputs before it
 * see one profile, inputs after it see two.
 */
final class Unmerging {
  private static final String UNKNOWN_PROFILE = "unknown-profile";
  private static final String NOBODY_STAYS = "nobody-stays";
  private static final String TOO_MANY_EVENTS = "too-many-events";
  private final IdentityTransaction tx;
  private final Ids ids;
  private final Function<WorkspaceId, TraitPolicies> policies;
  private final CurrentHolders holders;
  private final InputOutcomes outcomes = new InputOutcomes();
  private final List<Publication> outputs = new ArrayList<>();

  Unmerging(IdentityTransaction tx, Ids ids, ActiveRules rules) {
    this.tx = tx;
    this.policies = rules::policiesOf;
    this.ids = ids;
    this.holders = new CurrentHolders(tx);
  }

  /**
   * @throws Overtaken if another instance was faster; roll back and try again
   */
  List<Publication> run(LoopInput.Asked asked, Command.UnmergePerson command) throws Overtaken {
    ProfileRef key = new ProfileRef(command.workspace(), command.profile());
    ProfileId survivor = survivor(key);
    if (survivor == null) {
      refuse(asked, UNKNOWN_PROFILE, "There is no profile " + command.profile());
    } else {
      Profile person = lock(new ProfileRef(command.workspace(), survivor));
      if (!survivor.equals(survivor(key))) {
        throw new Overtaken(Taken.PROFILE, holders.ofSubjects(Map.of(key, survivor)));
      }
      separate(asked, command, person);
    }
    outcomes.save(tx);
    return outputs;
  }

  private @Nullable ProfileId survivor(ProfileRef key) {
    return tx.profiles().survivors(Set.of(key)).get(key);
  }

  private Profile lock(ProfileRef key) throws Overtaken {
    Locked locked = tx.profiles().lock(new TreeSet<>(Set.of(key))).get(key);
    if (locked == null) {
      throw new Overtaken(Taken.PROFILE, holders.ofProfiles(Set.of(key), Set.of()));
    }
    return locked.profile();
  }

  private void separate(LoopInput.Asked asked, Command.UnmergePerson command, Profile person) {
    Set<Identifier> leaving = new TreeSet<>(command.leaving());
    leaving.retainAll(person.identifiers());
    if (leaving.size() == person.identifiers().size()) {
      refuse(asked, NOBODY_STAYS, "All identifiers of " + person.id() + " would leave it");
      return;
    }
    List<ProfileId> aliases = tx.unmerges().aliasesToMove(person.workspace(), person.id(), leaving);
    if (tx.unmerges().tooMany(person.workspace(), person.id())) {
      refuse(
          asked,
          TOO_MANY_EVENTS,
          "More than %d events would have to be looked at".formatted(Unmerge.MOST_EVENTS));
      return;
    }
    if (!leaving.isEmpty()) {
      separate(asked.cause(), command, person, leaving, aliases);
    }
    outcomes.applied(asked.cause());
    outcomes.ended(
        asked.cause(),
        Commands.accepted(asked.cause(), command, Outcome.APPLIED, null, person.id(), null));
  }

  private void separate(
      LoopInput.Cause cause,
      Command.UnmergePerson command,
      Profile person,
      Set<Identifier> leaving,
      List<ProfileId> aliases) {
    WorkspaceId workspace = person.workspace();
    CommandCause by = new CommandCause(cause.headers().id(), command.actor(), command.at());
    List<Edge> edges = tx.edges().of(workspace, person.identifiers());
    Parties parties = new Parties(workspace, person.id(), newId(person.id(), aliases));

    UnmergeResult separation = UnmergeResult.of(person, edges, leaving);
    Profile other = person.separate(leaving, parties.into(), aliases.size());
    tx.profiles().save(List.of(person, other));
    tx.identifiers()
        .move(
            leaving.stream()
                .map(each ->
                    new Move(new WorkspaceIdentifier(workspace, each), person.id(), other.id()))
                .toList());
    List<EventId> actionEvents = tx.unmerges().move(parties, leaving, aliases);
    tx.unmerges().redirect(parties, aliases);
    tx.unmerges().settle(parties, by);
    tx.unmerges().cut(workspace, separation.cuts(), by);
    tx.unmerges().note(parties, leaving, by);
    new ProfileOutputs(ids, outputs)
        .separated(cause, settled(person, edges), settled(other, edges), aliases, actionEvents);
  }

  private ProfileId newId(ProfileId person, List<ProfileId> aliases) {
    ProfileId newest =
        Stream.concat(Stream.of(person), aliases.stream()).max(naturalOrder()).orElseThrow();
    return new MonotonicProfileIds(ids, newest).next();
  }

  /** The state of either profile, with the evidence that remains. */
  private ProfileState settled(Profile profile, List<Edge> before) {
    List<Edge> edges =
        before.stream()
            .filter(edge ->
                profile.identifiers().contains(edge.left())
                    && profile.identifiers().contains(edge.right()))
            .toList();
    return profile.state(edges, policies.apply(profile.workspace()));
  }

  private void refuse(LoopInput.Asked asked, String reason, String detail) {
    Refusal refusal = new Refusal(reason, detail, null);
    outcomes.ended(
        asked.cause(),
        Commands.accepted(asked.cause(), asked.command(), Outcome.QUARANTINED, reason, null, null));
    outcomes.quarantine(
        asked.cause(), Stage.IDENTITY, refusal, Origin.MANUAL.text(), asked.command().at());
  }
}
