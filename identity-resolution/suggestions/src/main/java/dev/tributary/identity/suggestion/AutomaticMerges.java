package dev.tributary.identity.suggestion;

import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.identity.command.Actors;
import dev.tributary.identity.command.CommandLog;
import dev.tributary.identity.matching.Suggestion;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.resolution.WorkspaceIdentifier;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.store.IdentityTransaction;
import dev.tributary.identity.store.ProfileStore;
import dev.tributary.identity.store.RuleReads;
import dev.tributary.identity.suggestion.AutomaticMergeSelection.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Merges two profiles whose match probability is high enough. It sends the same command as a merge
 * by a user. Cuts by users and the caps of the rules come first. Thread-safe.
 */
public final class AutomaticMerges {
  private final MatchingStore store;
  private final CommandLog sender;
  private final Function<WorkspaceId, Instant> businessNow;

  /**
   * @param businessNow the business time of a workspace, by its id
   */
  public AutomaticMerges(
      MatchingStore store, CommandLog sender, Function<WorkspaceId, Instant> businessNow) {
    this.store = store;
    this.sender = sender;
    this.businessNow = businessNow;
  }

  /** The rules in force. */
  public IdentityRules rules(WorkspaceId workspace) {
    return store.transaction(tx -> {
      RuleReads reads = tx.identity().rules();
      RuleReads.Versions current = reads.versions(Set.of(workspace)).get(workspace);
      return current == null || current.version() == 0
          ? IdentityRules.DEFAULT
          : reads.rules(workspace).rules();
    });
  }

  /**
   * Merges the pair, and records the merge in the same transaction.
   *
   * @return {@code MERGE} if that is done; otherwise what to do with the pair
   */
  public Verdict merge(WorkspaceId workspace, String run, Suggestion found, IdentityRules inForce) {
    return store.transaction(tx -> {
      Profile left = person(tx.identity(), workspace, new ProfileId(found.pair().one()));
      Profile right = person(tx.identity(), workspace, new ProfileId(found.pair().other()));
      if (left == null
          || right == null
          || left.id().equals(right.id())
          || tx.settled(workspace, found.pair())
          || cut(tx.identity(), left, right)) {
        return Verdict.LEAVE;
      }
      if (tooLarge(left, right, inForce)) {
        return Verdict.SUGGEST;
      }
      tx.merged(workspace, run, found, left.identifiers(), right.identifiers());
      sender.send(
          new Command.MergePeople(
              workspace,
              left.id(),
              Actors.MATCHING,
              businessNow.apply(workspace),
              right.id(),
              left.defaultAnchor(),
              right.defaultAnchor()));
      return Verdict.MERGE;
    });
  }

  /** The surviving profile for an id; null if there is none. */
  private static @Nullable Profile person(
      IdentityTransaction tx, WorkspaceId workspace, ProfileId id) {
    ProfileRef key = new ProfileRef(workspace, id);
    ProfileStore profiles = tx.profiles();
    ProfileId survivor = profiles.survivors(Set.of(key)).get(key);
    return survivor == null ? null : profiles.read(new ProfileRef(workspace, survivor));
  }

  private static boolean cut(IdentityTransaction tx, Profile left, Profile right) {
    List<WorkspaceIdentifier> all =
        Stream.of(left, right)
            .flatMap(each -> each.identifiers().stream())
            .map(identifier -> new WorkspaceIdentifier(left.workspace(), identifier))
            .toList();
    return tx.cuts().of(all).between(left.workspace(), left.identifiers(), right.identifiers());
  }

  private static boolean tooLarge(Profile left, Profile right, IdentityRules inForce) {
    return left.merges() + right.merges() + 1 > inForce.maxMerges()
        || left.identifiers().size() + right.identifiers().size() > inForce.maxIdentifiers();
  }
}
