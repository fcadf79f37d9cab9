package dev.tributary.runtime.fact;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.fact.Facts;
import dev.tributary.contracts.fact.FactsByWorkspace;
import dev.tributary.contracts.fact.WorkspaceFact;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.http.InternalRoute;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
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
    Map<WorkspaceId, List<Fact>> facts =
        sources.stream()
            .flatMap(source -> source.facts(workspaces).stream())
            .collect(groupingBy(WorkspaceFact::workspace, mapping(WorkspaceFact::fact, toList())));
    return new FactsByWorkspace(
        workspaces.stream()
            .collect(
                toMap(
                    workspace -> workspace,
                    workspace -> new Facts(facts.getOrDefault(workspace, List.of())))));
  }
}
