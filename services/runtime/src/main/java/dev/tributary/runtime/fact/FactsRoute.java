package dev.tributary.runtime.fact;

import dev.tributary.contracts.fact.Facts;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.http.InternalRoute;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

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
  public Facts answer(WorkspaceId workspace) {
    return new Facts(sources.stream().flatMap(source -> source.facts(workspace).stream()).toList());
  }
}
