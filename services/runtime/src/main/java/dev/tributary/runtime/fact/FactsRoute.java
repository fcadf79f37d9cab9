package dev.tributary.runtime.fact;

import dev.tributary.contracts.fact.FactsByWorkspace;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.http.installation.InternalRoute;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Set;

/** The gateway calls this route of each service when it looks for alerts. */
@Singleton
public class FactsRoute implements InternalRoute {
  private final Instance<FactSource> sources;

  public FactsRoute(@Any Instance<FactSource> sources) {
    this.sources = sources;
  }

  @Override
  public String name() {
    return "facts";
  }

  @Override
  public FactsByWorkspace answer(Set<WorkspaceId> workspaces) {
    return FactsByWorkspace.of(
        workspaces, sources.stream().flatMap(source -> source.facts(workspaces).stream()));
  }
}
