package dev.tributary.identity.loop;

import dev.tributary.contracts.Identifier;
import dev.tributary.identity.claim.Claim;
import dev.tributary.identity.profile.Merge;
import dev.tributary.identity.profile.Merge.PersonSummary;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.store.MergeStore;
import dev.tributary.identity.store.MergeStore.Done;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The merges of one poll, in the order in which they are done. Confined to one attempt. */
final class Merges {
  private final ActiveRules rules;
  private final List<Done> done = new ArrayList<>();

  Merges(ActiveRules rules) {
    this.rules = rules;
  }

  /** Records the identifiers of both; called before either profile changes. */
  void add(Profile survivor, Profile loser, Claim claim) {
    Merge merge =
        new Merge(
            loser.id(),
            survivor.id(),
            claim.stamp(),
            strongest(claim, loser),
            strongest(claim, survivor),
            PersonSummary.of(loser),
            PersonSummary.of(survivor),
            rules.of(claim.workspace()).version());
    done.add(new Done(claim.workspace(), merge));
  }

  private static @Nullable Identifier strongest(Claim claim, Profile profile) {
    return claim.identifiers().stream()
        .filter(profile.identifiers()::contains)
        .findFirst()
        .orElse(null);
  }

  void save(MergeStore table) {
    table.insert(done);
  }
}
