package dev.tributary.contracts.fact;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import dev.tributary.contracts.id.WorkspaceId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The answer of a service that was asked for the facts of some workspaces: each has an entry. */
public record FactsByWorkspace(Map<WorkspaceId, Facts> workspaces) {

  public FactsByWorkspace {
    workspaces = Map.copyOf(workspaces);
  }

  /**
   * The answer about these workspaces; a workspace without facts has an empty entry. The facts of a
   * workspace are sorted: sources return them in any order, and readers compare their digests.
   */
  public static FactsByWorkspace of(Set<WorkspaceId> workspaces, Stream<WorkspaceFact> facts) {
    Map<WorkspaceId, List<Fact>> known =
        facts
            .sorted(comparing(each -> each.fact().toString()))
            .collect(groupingBy(WorkspaceFact::workspace, mapping(WorkspaceFact::fact, toList())));
    return new FactsByWorkspace(
        workspaces.stream()
            .collect(toMap(each -> each, each -> new Facts(known.getOrDefault(each, List.of())))));
  }
}
