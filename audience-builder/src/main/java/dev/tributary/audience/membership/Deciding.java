package dev.tributary.audience.membership;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.catalogue.AudienceState;
import dev.tributary.audience.catalogue.Generation;
import dev.tributary.audience.catalogue.WorkspaceRules;
import dev.tributary.audience.rule.Answer;
import dev.tributary.audience.rule.Evaluate;
import dev.tributary.audience.rule.Facts;
import dev.tributary.audience.rule.KnownFacts;
import dev.tributary.audience.rule.Rule.EventKind;
import dev.tributary.contracts.membership.MembershipChange.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides one person's memberships and keeps what changed. Only generations in scope are decided,
 * because only their facts are at hand; the scope holds whatever they can change in turn.
 */
public final class Deciding {
  /** Bounds a run through time; each step moves one generation to a later instant. */
  private static final int MAX_STEPS = 10_000;

  private final WorkspaceRules rules;
  private final Set<Generation> scope;
  private final Function<EventKind, List<Facts.Event>> events;
  private final Map<Long, Standing> before = new HashMap<>();
  private final Map<Long, Standing> standings = new LinkedHashMap<>();
  private final List<Change> changes = new ArrayList<>();
  private Map<String, JsonNode> traits;

  /**
   * @param loaded the person's standings to the generations in scope, to those that came before
   *     them, and to the active ones of audiences that they use
   */
  public Deciding(
      WorkspaceRules rules,
      Set<Generation> scope,
      Map<String, JsonNode> traits,
      Function<EventKind, List<Facts.Event>> events,
      Collection<Standing> loaded) {
    this.rules = rules;
    this.scope = scope;
    this.traits = traits;
    this.events = events;
    loaded.forEach(standing -> {
      before.put(standing.generation(), standing);
      standings.put(standing.generation(), standing);
    });
  }

  /** From now on these traits hold. */
  public void know(Map<String, JsonNode> newTraits) {
    traits = newTraits;
  }

  /** Lets time pass: whatever is due is decided at the instant at which it was. */
  public void passTime(long until) {
    for (int step = 0; step < MAX_STEPS; step++) {
      Optional<Generation> next =
          scope.stream()
              .filter(each -> due(each) <= until)
              .min(Comparator.comparingLong(this::due).thenComparingInt(rules::rank));
      if (next.isEmpty()) {
        return;
      }
      decide(List.of(next.get()), due(next.get()), Reason.TIME);
    }
    throw new IllegalStateException("Time does not come to an end for rules " + scope);
  }

  private long due(Generation generation) {
    Standing standing = standings.get(generation.id());
    return standing == null ? Answer.FOREVER : standing.dueAt();
  }

  /** Decides the touched generations and, in turn, those that use an audience that changed. */
  public void decide(Collection<Generation> touched, long now, Reason reason) {
    TreeSet<Generation> queue =
        new TreeSet<>(
            Comparator.<Generation>comparingInt(rules::rank).thenComparingLong(Generation::id));
    queue.addAll(touched);
    while (!queue.isEmpty()) {
      Generation generation = queue.removeFirst();
      Standing held = standing(generation);
      Facts facts = new KnownFacts(traits, events, this::isIn);
      Answer answer = new Evaluate(facts, generation.zone(), now).answer(generation.rule());
      standings.put(generation.id(), held.answered(answer, now));
      if (rules.isActive(generation)) {
        boolean told = tell(generation, now, reason);
        if (told || held.member() != answer.holds()) {
          rules.using(generation.audience()).stream()
              .filter(user -> rules.rank(user) > rules.rank(generation))
              .forEach(queue::add);
        }
      }
    }
  }

  /** Tells the difference between an audience's previous generation and the active one. */
  public void follow(AudienceState state, long now) {
    Generation active = state.active();
    if (active == null) {
      remove(state, now);
      return;
    }
    standings.computeIfAbsent(active.id(), _ -> standing(active));
    if (tell(active, now, Reason.DEFINITION)) {
      decide(rules.using(state.audience()), now, Reason.DEFINITION);
    }
  }

  /** Ends every membership of a person who was merged into another. */
  public void leave(long now) {
    for (Generation generation : scope) {
      Standing held = standings.get(generation.id());
      if (held != null) {
        standings.put(generation.id(), held.ended(now));
      }
      if (rules.isActive(generation)) {
        tell(generation, now, Reason.MERGED);
      }
    }
  }

  private void remove(AudienceState state, long now) {
    Generation previous = state.previous();
    Standing held = previous == null ? null : standings.remove(previous.id());
    if (held != null && held.published()) {
      changes.add(
          new Change(
              state.audience(),
              state.definitionVersion(),
              false,
              Reason.DEFINITION,
              held.sequence() + 1,
              now));
    }
  }

  /** Tells a change if what was told last is no longer so. */
  private boolean tell(Generation active, long now, Reason reason) {
    Standing current = standing(active);
    Standing previous = previous(active);
    if (previous != null) {
      standings.remove(previous.generation());
      current = current.following(previous);
      standings.put(active.id(), current);
    }
    if (current.member() == current.published()) {
      return false;
    }
    Standing told = current.told();
    standings.put(active.id(), told);
    changes.add(
        new Change(
            active.audience(),
            active.definitionVersion(),
            told.member(),
            reason,
            told.sequence(),
            now));
    return true;
  }

  private @Nullable Standing previous(Generation active) {
    Generation previous = rules.state(active.audience()).map(AudienceState::previous).orElse(null);
    return previous == null ? null : standings.get(previous.id());
  }

  private Standing standing(Generation generation) {
    return standings.getOrDefault(
        generation.id(), Standing.none(generation.id(), generation.audience()));
  }

  private boolean isIn(String audience) {
    Generation active = rules.state(audience).map(AudienceState::active).orElse(null);
    return active != null && standing(active).member();
  }

  /** The audiences that the person is in, of those that were loaded. */
  public Set<String> memberships() {
    return standings.values().stream()
        .filter(Standing::published)
        .map(Standing::audience)
        .collect(Collectors.toSet());
  }

  /** What was decided, in order. */
  public List<Change> changes() {
    return List.copyOf(changes);
  }

  /** Standings that differ from what was loaded. */
  public List<Standing> changed() {
    return standings.values().stream()
        .filter(standing -> !standing.equals(before.get(standing.generation())))
        .filter(standing -> standing.worthKeeping() || before.containsKey(standing.generation()))
        .toList();
  }

  /** Standings that are no more. */
  public List<Standing> gone() {
    return before.values().stream()
        .filter(standing -> !standings.containsKey(standing.generation()))
        .toList();
  }
}
