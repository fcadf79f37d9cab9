package dev.tributary.audience.catalogue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sorts generations so that the active generation of a used audience stands before all that use it.
 * Only active generations are used by others, and definitions are refused that would close a
 * circle, so there is none; should one exist, each generation still appears once.
 */
final class InOrder {
  private final Map<String, AudienceState> states;
  private final Set<Long> seen = new HashSet<>();
  private final List<Generation> sorted = new ArrayList<>();

  InOrder(Map<String, AudienceState> states) {
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
    for (String used : generation.depends().audiences()) {
      AudienceState state = states.get(used);
      Generation active = state == null ? null : state.active();
      if (active != null) {
        visit(active);
      }
    }
    sorted.add(generation);
  }
}
