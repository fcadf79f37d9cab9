package dev.tributary.audience.catalogue;

import dev.tributary.contracts.id.AudienceId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sorts generations so that the active generation of a used audience comes before all generations
 * that use it. Only active generations are used by others, and definitions that would close a cycle
 * are refused, so there is no cycle. If there is one nevertheless, each generation still appears
 * once.
 */
final class DependencyOrder {
  private final Map<AudienceId, AudienceState> states;
  private final Set<Long> seen = new HashSet<>();
  private final List<Generation> sorted = new ArrayList<>();

  DependencyOrder(Map<AudienceId, AudienceState> states) {
    this.states = states;
  }

  List<Generation> sorted() {
    states.values().stream().flatMap(AudienceState::live).forEach(this::visit);
    return sorted;
  }

  private void visit(Generation generation) {
    if (!seen.add(generation.id())) {
      return;
    }
    for (AudienceId used : generation.dependencies().audiences()) {
      AudienceState state = states.get(used);
      Generation active = state == null ? null : state.active();
      if (active != null) {
        visit(active);
      }
    }
    sorted.add(generation);
  }
}
