package dev.tributary.runtime.fact;

import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.id.WorkspaceId;
import java.util.List;

/** Returns facts of a service about a workspace that may open an alert. Blocks. Thread-safe. */
@FunctionalInterface
public interface FactSource {
  List<Fact> facts(WorkspaceId workspace);
}
