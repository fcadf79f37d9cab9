package dev.tributary.audience.membership;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.catalogue.AudienceState;
import dev.tributary.audience.catalogue.Generation;
import dev.tributary.audience.catalogue.WorkspaceRules;
import dev.tributary.contracts.membership.MembershipChange.Reason;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Something to decide about a person. */
public sealed interface Task {
  Person person();

  /**
   * Something about the person changed.
   *
   * @param before the traits up to now: what fell due before now is decided with them
   */
  record Changed(
      Person person,
      Map<String, JsonNode> before,
      Collection<Generation> touched,
      long now,
      Reason reason)
      implements Task {}

  /** Time reached what these generations were armed for. */
  record Due(Person person, Collection<Generation> armed, long now) implements Task {}

  /** The difference between an audience's previous generation and the active one is to be told. */
  record Follow(Person person, AudienceState state, long now) implements Task {}

  /** The person is gone. */
  record Leave(Person person, long now) implements Task {}

  /**
   * The person was taken apart, or was part of another: once this is decided, all is, and whoever
   * waits for it is told.
   */
  record Apart(Task decides) implements Task {
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

  /** Whether events and traits are looked at. */
  default boolean needsFacts() {
    return switch (this) {
      case Changed _, Due _, Follow _ -> true;
      case Leave _ -> false;
      case Apart apart -> apart.decides().needsFacts();
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
      case Leave _ -> Set.copyOf(rules.live());
      case Apart apart -> apart.decides().scope(rules);
    };
  }

  default void perform(Deciding deciding) {
    switch (this) {
      case Changed changed -> {
        deciding.know(changed.before());
        deciding.passTime(changed.now());
        deciding.know(changed.person().traits());
        deciding.decide(changed.touched(), changed.now(), changed.reason());
      }
      case Due due -> deciding.passTime(due.now());
      case Follow follow -> deciding.follow(follow.state(), follow.now());
      case Leave leave -> deciding.leave(leave.now());
      case Apart apart -> apart.decides().perform(deciding);
    }
  }
}
