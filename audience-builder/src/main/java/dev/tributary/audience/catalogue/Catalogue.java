package dev.tributary.audience.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All audiences at one revision. Immutable. */
public final class Catalogue {
  private final long revision;
  private final Map<String, Wanted> wanted = new HashMap<>();
  private final Map<String, AudienceState> states = new HashMap<>();
  private final Map<String, WorkspaceRules> byWorkspace = new HashMap<>();

  public Catalogue(long revision, List<Wanted> wanted, List<AudienceState> states) {
    this.revision = revision;
    wanted.forEach(each -> this.wanted.put(each.audience(), each));
    Map<String, List<AudienceState>> grouped = new HashMap<>();
    for (AudienceState state : states) {
      this.states.put(state.audience(), state);
      grouped.computeIfAbsent(state.workspace(), _ -> new ArrayList<>()).add(state);
    }
    grouped.forEach((workspace, its) -> byWorkspace.put(workspace, new WorkspaceRules(its)));
  }

  public long revision() {
    return revision;
  }

  public Collection<Wanted> wanted() {
    return wanted.values();
  }

  public Optional<AudienceState> state(String audience) {
    return Optional.ofNullable(states.get(audience));
  }

  public Collection<AudienceState> states() {
    return states.values();
  }

  /** Whether its newest definition is in force, with every difference told. */
  public boolean settled(String audience) {
    AudienceState state = states.get(audience);
    Wanted newest = wanted.get(audience);
    return state != null
        && newest != null
        && state.stage() == AudienceState.Stage.SETTLED
        && state.definitionVersion() == newest.version();
  }

  /** The rules of a workspace; none if it has no audience. */
  public WorkspaceRules rules(String workspace) {
    return byWorkspace.getOrDefault(workspace, WorkspaceRules.NONE);
  }

  /** Those that have audiences. */
  public Collection<String> workspaces() {
    return byWorkspace.keySet();
  }
}
