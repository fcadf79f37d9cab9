package dev.tributary.audience.catalogue;

import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.WorkspaceId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All audiences at one revision, by workspace. Immutable. */
public final class Catalogue {
  private final long revision;
  private final Map<WorkspaceId, WorkspaceCatalogue> byWorkspace;
  private final Map<AudienceId, DefinedAudience> wanted = new HashMap<>();
  private final Map<AudienceId, AudienceState> states = new HashMap<>();
  private final Set<WorkspaceId> evaluated;
  private final Set<Long> unreadable;

  public Catalogue(long revision, Collection<WorkspaceCatalogue> workspaces) {
    this.revision = revision;
    Map<WorkspaceId, WorkspaceCatalogue> named = new HashMap<>();
    for (WorkspaceCatalogue each : workspaces) {
      named.put(each.workspace(), each);
      each.wanted().forEach(definition -> wanted.put(definition.audience(), definition));
      each.states().forEach(state -> states.put(state.audience(), state));
    }
    this.byWorkspace = Map.copyOf(named);
    this.evaluated =
        states.values().stream()
            .map(AudienceState::workspace)
            .collect(Collectors.toUnmodifiableSet());
    this.unreadable =
        workspaces.stream()
            .flatMap(each -> each.rules().unreadable().stream())
            .map(Generation::id)
            .collect(Collectors.toUnmodifiableSet());
  }

  /** With nothing in it. */
  public static Catalogue empty() {
    return new Catalogue(0, List.of());
  }

  public long revision() {
    return revision;
  }

  public Map<WorkspaceId, WorkspaceCatalogue> byWorkspace() {
    return byWorkspace;
  }

  public Optional<AudienceState> state(AudienceId audience) {
    return Optional.ofNullable(states.get(audience));
  }

  public Collection<AudienceState> states() {
    return states.values();
  }

  /** Whether its newest definition is in force, with all differences published. */
  public boolean settled(AudienceId audience) {
    AudienceState state = states.get(audience);
    DefinedAudience newest = wanted.get(audience);
    return state != null
        && newest != null
        && state.stage() == AudienceState.Stage.SETTLED
        && state.definitionVersion() == newest.version();
  }

  /** The rules of a workspace; none if it has no audience. */
  public WorkspaceRules rules(WorkspaceId workspace) {
    WorkspaceCatalogue its = byWorkspace.get(workspace);
    return its == null ? WorkspaceRules.NONE : its.rules();
  }

  /** The workspaces all of whose rules this version can read. */
  public Set<WorkspaceId> readableWorkspaces() {
    return evaluated.stream()
        .filter(workspace -> rules(workspace).readable())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Ids of the generations whose rules this version cannot read. */
  public Set<Long> unreadable() {
    return unreadable;
  }

  /** The workspaces that have audiences. */
  public Set<WorkspaceId> workspaces() {
    return evaluated;
  }
}
