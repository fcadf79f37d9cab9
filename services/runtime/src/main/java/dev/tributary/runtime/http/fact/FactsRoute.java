package dev.tributary.runtime.http.fact;

import dev.tributary.contracts.fact.FactsByWorkspace;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.fact.FactSource;
import dev.tributary.runtime.fact.FactsPublisher;
import dev.tributary.runtime.http.installation.InternalRoute;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;

/**
 * The control plane calls this route of each service when it checks for alerts. The answer has the
 * facts that were not published. A call without workspaces reads no facts, and shows only that the
 * service answers.
 */
@Singleton
public class FactsRoute implements InternalRoute {
  private final Instance<FactSource> sources;
  private final Instance<FactsPublisher> publisher;

  /**
   * @param publisher none in a service that publishes no facts
   */
  public FactsRoute(@Any Instance<FactSource> sources, Instance<FactsPublisher> publisher) {
    this.sources = sources;
    this.publisher = publisher;
  }

  @Override
  public String name() {
    return "facts";
  }

  @Override
  public FactsByWorkspace answer(Set<WorkspaceId> workspaces) {
    publisher.forEach(FactsPublisher::asked);
    return facts(workspaces);
  }

  @Override
  public boolean needsWorkspaces() {
    return false;
  }

  /** The facts of these workspaces, as the service knows them now. */
  public FactsByWorkspace facts(Set<WorkspaceId> workspaces) {
    if (workspaces.isEmpty()) {
      return new FactsByWorkspace(Map.of());
    }
    return FactsByWorkspace.of(
        workspaces, sources.stream().flatMap(source -> source.facts(workspaces).stream()));
  }
}
