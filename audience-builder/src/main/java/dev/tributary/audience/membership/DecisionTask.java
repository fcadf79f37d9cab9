package dev.tributary.audience.membership;

import dev.tributary.audience.catalogue.AudienceState;
import dev.tributary.audience.catalogue.Generation;
import dev.tributary.audience.catalogue.WorkspaceRules;
import dev.tributary.contracts.membership.MembershipChange.Reason;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** A decision to make about a person. */
public sealed interface DecisionTask {
  Person person();

  /**
   * The person's data changed.
   *
   * @param before the data until now: decisions that fell due before now use them
   */
  record Changed(
      Person person, PersonData before, Collection<Generation> touched, long now, Reason reason)
      implements DecisionTask {}

  /** Time has reached the due instant of these generations. */
  record Due(Person person, Collection<Generation> armed, long now) implements DecisionTask {}

  /**
   * The difference between an audience's previous generation and the active one is to be published.
   */
  record Follow(Person person, AudienceState state, long now) implements DecisionTask {}

  /** The person is gone. */
  record Leave(Person person, long now) implements DecisionTask {}

  /**
   * The person is one of the two profiles of an unmerge. The task also publishes that all
   * memberships of the person are decided, because other services wait for it.
   */
  record Unmerged(DecisionTask decides) implements DecisionTask {
    @Override
    public Person person() {
      return decides.person();
    }

    @Override
    public long now() {
      return decides.now();
    }
  }

  long now();

  /** Whether the decision needs events and data. */
  default boolean needsFacts() {
    return switch (this) {
      case Changed _, Due _, Follow _ -> true;
      case Leave _ -> false;
      case Unmerged afterUnmerge -> afterUnmerge.decides().needsFacts();
    };
  }

  /** The generations that may be decided. */
  default Set<Generation> scope(WorkspaceRules rules) {
    return switch (this) {
      case Changed changed -> rules.withDependents(changed.touched());
      case Due due -> rules.withDependents(due.armed());
      case Follow follow -> {
        Generation active = follow.state().active();
        yield active == null ? Set.of() : rules.withDependents(List.of(active));
      }
      case Leave _ -> rules.all();
      case Unmerged afterUnmerge -> afterUnmerge.decides().scope(rules);
    };
  }

  default void perform(Deciding deciding) {
    switch (this) {
      case Changed changed -> {
        deciding.know(changed.before());
        deciding.passTime(changed.now());
        deciding.know(changed.person().data());
        deciding.decide(changed.touched(), changed.now(), changed.reason());
      }
      case Due due -> deciding.passTime(due.now());
      case Follow follow -> deciding.follow(follow.state(), follow.now());
      case Leave leave -> deciding.leave(leave.now());
      case Unmerged afterUnmerge -> afterUnmerge.decides().perform(deciding);
    }
  }
}
