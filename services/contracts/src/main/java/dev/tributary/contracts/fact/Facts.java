package dev.tributary.contracts.fact;

import java.util.List;

/** All that a service knows of a workspace and may be worth an alert. */
public record Facts(List<Fact> facts) {

  public Facts {
    facts = List.copyOf(facts);
  }
}
