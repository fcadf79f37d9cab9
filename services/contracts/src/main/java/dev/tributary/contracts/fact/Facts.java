package dev.tributary.contracts.fact;

import java.util.List;

/** All facts that a service knows about a workspace and that may open an alert. */
public record Facts(List<Fact> facts) {

  public Facts {
    facts = List.copyOf(facts);
  }
}
