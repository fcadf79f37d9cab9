package dev.tributary.audience.membership;

import dev.tributary.audience.catalogue.AudienceState;
import dev.tributary.audience.catalogue.Generation;
import dev.tributary.audience.catalogue.WorkspaceRules;
import dev.tributary.audience.rule.Answer;
import dev.tributary.audience.rule.Evaluate;
import dev.tributary.audience.rule.Facts;
import dev.tributary.audience.rule.KnownFacts;
import dev.tributary.audience.rule.Rule.EventKind;
import dev.tributary.contracts.id.AudienceId;
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
 * Decides one person's memberships and keeps the changes. Only generations in scope are decided,
 * because only their facts are loaded; the scope contains all generations that they can change.
 */
public final class Deciding {
  /** Bounds a run through time; each step moves one generation to a later instant. */
  private static final int MAX_STEPS = 10_000;

  private final WorkspaceRules rules;
  private final Set<Generation> scope;
  private final Function<EventKind, List<Facts.Event>> events;
  private final Map<Long, MembershipState> before = new HashMap<>();
  private final Map<Long, MembershipState> states = new LinkedHashMap<>();
  private final List<Change> changes = new ArrayList<>();
  private PersonData data;

  /**
   * @param loaded the person's membership states for the generations in scope, for those before
   *     them, and for the active ones of audiences that they use
   */
  public Deciding(
      WorkspaceRules rules,
      Set<Generation> scope,
      PersonData data,
      Function<EventKind, List<Facts.Event>> events,
      Collection<MembershipState> loaded) {
    this.rules = rules;
    this.scope = scope;
    this.data = data;
    this.events = events;
    loaded.forEach(state -> {
      before.put(state.generation(), state);
      states.put(state.generation(), state);
    });
  }

  /** Replaces the data from now on. */
  public void know(PersonData newData) {
    data = newData;
  }

  /** Lets time pass: each due membership is decided at the instant when it was due. */
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
    MembershipState state = states.get(generation.id());
    return state == null || !generation.readable() ? Answer.FOREVER : state.dueAt();
  }

  /**
   * Decides the touched generations and, in turn, the generations that use an audience that
   * changed.
   */
  public void decide(Collection<Generation> touched, long now, Reason reason) {
    TreeSet<Generation> queue =
        new TreeSet<>(
            Comparator.<Generation>comparingInt(rules::rank).thenComparingLong(Generation::id));
    queue.addAll(touched);
    while (!queue.isEmpty()) {
      Generation generation = queue.removeFirst();
      MembershipState held = stateOf(generation);
      Facts facts = new KnownFacts(data.traits(), data.consent(), events, this::isIn);
      Answer answer = new Evaluate(facts, generation.zone(), now).answer(generation.rule());
      states.put(generation.id(), held.answered(answer, now));
      if (rules.isActive(generation)) {
        boolean published = publishChange(generation, now, reason);
        if (published || held.member() != answer.holds()) {
          rules.using(generation.audience()).stream()
              .filter(user -> rules.rank(user) > rules.rank(generation))
              .forEach(queue::add);
        }
      }
    }
  }

  /** Publishes the difference between an audience's previous generation and the active one. */
  public void follow(AudienceState state, long now) {
    Generation active = state.active();
    if (active == null) {
      remove(state, now);
      return;
    }
    states.computeIfAbsent(active.id(), _ -> stateOf(active));
    if (publishChange(active, now, Reason.DEFINITION)) {
      decide(rules.using(state.audience()), now, Reason.DEFINITION);
    }
  }

  /** Ends every membership of a person who is gone. */
  public void leave(long now) {
    for (Generation generation : scope) {
      MembershipState held = states.get(generation.id());
      if (held != null) {
        states.put(generation.id(), held.ended(now));
      }
      if (rules.isActive(generation)) {
        publishChange(generation, now, Reason.MERGED);
      }
    }
  }

  private void remove(AudienceState state, long now) {
    Generation previous = state.previous();
    MembershipState held = previous == null ? null : states.remove(previous.id());
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

  /** Publishes a change if the membership differs from the one that was published last. */
  private boolean publishChange(Generation active, long now, Reason reason) {
    MembershipState current = stateOf(active);
    MembershipState previous = previous(active);
    if (previous != null) {
      states.remove(previous.generation());
      current = current.following(previous);
      states.put(active.id(), current);
    }
    if (current.member() == current.published()) {
      return false;
    }
    MembershipState published = current.withPublication();
    states.put(active.id(), published);
    changes.add(
        new Change(
            active.audience(),
            active.definitionVersion(),
            published.member(),
            reason,
            published.sequence(),
            now));
    return true;
  }

  private @Nullable MembershipState previous(Generation active) {
    Generation previous = rules.state(active.audience()).map(AudienceState::previous).orElse(null);
    return previous == null ? null : states.get(previous.id());
  }

  private MembershipState stateOf(Generation generation) {
    return states.getOrDefault(
        generation.id(), MembershipState.none(generation.id(), generation.audience()));
  }

  private boolean isIn(AudienceId audience) {
    Generation active = rules.state(audience).map(AudienceState::active).orElse(null);
    return active != null && stateOf(active).member();
  }

  /** The audiences that the person is in, of those that were loaded. */
  public Set<AudienceId> memberships() {
    return states.values().stream()
        .filter(MembershipState::published)
        .map(MembershipState::audience)
        .collect(Collectors.toSet());
  }

  /** The changes, in order. */
  public List<Change> changes() {
    return List.copyOf(changes);
  }

  /** The membership states that differ from the loaded ones. */
  public List<MembershipState> changed() {
    return states.values().stream()
        .filter(state -> !state.equals(before.get(state.generation())))
        .filter(state -> state.worthKeeping() || before.containsKey(state.generation()))
        .toList();
  }

  /** The membership states to delete. */
  public List<MembershipState> gone() {
    return before.values().stream()
        .filter(state -> !states.containsKey(state.generation()))
        .toList();
  }
}
