package dev.tributary.identity.loop;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.claim.Claim;
import dev.tributary.identity.profile.Edge;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.store.EdgeStore;
import dev.tributary.identity.store.EdgeStore.Seen;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The evidence that one poll adds: for each pair the earliest. Confined to one attempt. */
final class AddedEvidence {
  private final EdgeStore table;
  private final ActiveRules rules;
  private final Map<Pair, Seen> added = new HashMap<>();
  private final Map<ProfileId, Loaded> loaded = new HashMap<>();

  /**
   * The stored evidence of a profile with that many identifiers; after a merge it must be read
   * again.
   */
  private record Loaded(int identifiers, List<Edge> edges) {}

  private record Pair(WorkspaceId workspace, Identifier left, Identifier right) {}

  AddedEvidence(EdgeStore table, ActiveRules rules) {
    this.table = table;
    this.rules = rules;
  }

  void add(Claim claim, @Nullable String messageId) {
    long version = rules.of(claim.workspace()).version();
    for (Edge edge : Edge.of(claim, messageId, version)) {
      added.merge(
          new Pair(claim.workspace(), edge.left(), edge.right()),
          new Seen(claim.workspace(), edge),
          (one, other) -> other.edge().stamp().after(one.edge().stamp()) ? one : other);
    }
  }

  /**
   * The evidence of a profile, with that of this poll; read only if the state of the profile
   * depends on it.
   */
  Collection<Edge> of(Profile profile) {
    if (!profile.disputed()) {
      return List.of();
    }
    List<Edge> edges = new ArrayList<>(stored(profile));
    added
        .values()
        .forEach(seen -> {
          if (seen.workspace().equals(profile.workspace())
              && profile.identifiers().contains(seen.edge().left())
              && profile.identifiers().contains(seen.edge().right())) {
            edges.add(seen.edge());
          }
        });
    return edges;
  }

  private List<Edge> stored(Profile profile) {
    Loaded before = loaded.get(profile.id());
    if (before != null && before.identifiers() == profile.identifiers().size()) {
      return before.edges();
    }
    List<Edge> edges = table.of(profile.workspace(), profile.identifiers());
    loaded.put(profile.id(), new Loaded(profile.identifiers().size(), edges));
    return edges;
  }

  void save() {
    table.keep(added.values());
  }
}
