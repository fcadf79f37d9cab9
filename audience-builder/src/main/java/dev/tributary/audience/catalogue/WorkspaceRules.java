package dev.tributary.audience.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.rule.Evaluate;
import dev.tributary.audience.rule.Facts;
import dev.tributary.audience.rule.Rule.EventKind;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.profile.ConsentState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A workspace's rules, indexed by what can change their answers, so that the cost of a change
 * depends on the affected rules and not on the number of rules. Immutable.
 */
public final class WorkspaceRules {
  static final WorkspaceRules NONE = new WorkspaceRules(List.of());

  private final Map<AudienceId, AudienceState> states = new HashMap<>();
  private final List<Generation> live;
  private final List<Generation> unreadable;
  private final Map<Long, Integer> ranks = new HashMap<>();
  private final Map<String, List<Generation>> byTrait = new HashMap<>();
  private final Map<String, List<Generation>> byPurpose = new HashMap<>();
  private final Map<EventKind, List<Generation>> byEvent = new HashMap<>();
  private final Map<AudienceId, List<Generation>> byAudience = new HashMap<>();
  private final List<Generation> holdForNobodyKnown = new ArrayList<>();

  WorkspaceRules(List<AudienceState> states) {
    states.forEach(state -> this.states.put(state.audience(), state));
    List<Generation> sorted = new DependencyOrder(this.states).sorted();
    this.live = sorted.stream().filter(Generation::readable).toList();
    this.unreadable = sorted.stream().filter(each -> !each.readable()).toList();
    for (Generation generation : live) {
      ranks.put(generation.id(), ranks.size());
      index(generation);
    }
  }

  private void index(Generation generation) {
    generation.dependencies().traits().forEach(name -> add(byTrait, name, generation));
    generation.dependencies().purposes().forEach(name -> add(byPurpose, name, generation));
    generation.dependencies().events().keySet().forEach(kind -> add(byEvent, kind, generation));
    generation.dependencies().audiences().forEach(used -> add(byAudience, used, generation));
    if (new Evaluate(Nothing.KNOWN, generation.zone(), 0).answer(generation.rule()).holds()) {
      holdForNobodyKnown.add(generation);
    }
  }

  private static <K> void add(Map<K, List<Generation>> index, K key, Generation generation) {
    index.computeIfAbsent(key, _ -> new ArrayList<>()).add(generation);
  }

  /** All generations that are kept current, used audiences before those that use them. */
  public List<Generation> live() {
    return live;
  }

  /**
   * The generations that would be kept current if this version could read their rules. No member
   * enters or leaves them here, except a profile that is gone: {@code MissedDecisions} stores the
   * profiles that another instance has to decide.
   */
  public List<Generation> unreadable() {
    return unreadable;
  }

  /** Whether all rules can be read. */
  public boolean readable() {
    return unreadable.isEmpty();
  }

  /** All generations for which a person can have a membership state: live and unreadable ones. */
  public Set<Generation> all() {
    Set<Generation> all = new LinkedHashSet<>(live);
    all.addAll(unreadable);
    return all;
  }

  public Optional<AudienceState> state(AudienceId audience) {
    return Optional.ofNullable(states.get(audience));
  }

  /** Whether the generation is kept current, by this instance or by one that can read it. */
  public boolean isLive(long generation) {
    return ranks.containsKey(generation)
        || unreadable.stream().anyMatch(each -> each.id() == generation);
  }

  public boolean isActive(Generation generation) {
    AudienceState state = states.get(generation.audience());
    return state != null && generation.equals(state.active());
  }

  /** The place of a generation in the order of evaluation. */
  public int rank(Generation generation) {
    return ranks.getOrDefault(generation.id(), Integer.MAX_VALUE);
  }

  public Collection<Generation> touchedByTrait(String name) {
    return byTrait.getOrDefault(name, List.of());
  }

  public Collection<Generation> touchedByConsent(String purpose) {
    return byPurpose.getOrDefault(purpose, List.of());
  }

  public Collection<Generation> touchedByEvent(EventKind kind) {
    List<Generation> named = byEvent.getOrDefault(kind, List.of());
    List<Generation> any = byEvent.getOrDefault(new EventKind(kind.call(), null), List.of());
    if (any.isEmpty() || kind.name() == null) {
      return named;
    }
    Set<Generation> both = new HashSet<>(named);
    both.addAll(any);
    return both;
  }

  /** The generations whose rule names the audience. */
  public Collection<Generation> using(AudienceId audience) {
    return byAudience.getOrDefault(audience, List.of());
  }

  /** The generations whose rule holds even for a person without any data. */
  public Collection<Generation> holdingWithoutData() {
    return holdForNobodyKnown;
  }

  /**
   * Adds all generations that can change in turn: those of audiences that use these, directly or
   * through others.
   */
  public Set<Generation> withDependents(Collection<Generation> touched) {
    Set<Generation> all = new LinkedHashSet<>(touched);
    List<Generation> queue = new ArrayList<>(touched);
    while (!queue.isEmpty()) {
      for (Generation user : using(queue.removeLast().audience())) {
        if (all.add(user)) {
          queue.add(user);
        }
      }
    }
    return all;
  }

  private enum Nothing implements Facts {
    KNOWN;

    @Override
    public Map<String, JsonNode> traits() {
      return Map.of();
    }

    @Override
    public Map<String, ConsentState> consent() {
      return Map.of();
    }

    @Override
    public List<Event> events(EventKind kind) {
      return List.of();
    }

    @Override
    public boolean isIn(AudienceId audience) {
      return false;
    }
  }
}
