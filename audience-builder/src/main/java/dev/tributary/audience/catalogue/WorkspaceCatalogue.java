package dev.tributary.audience.catalogue;

import java.util.List;

/** The audiences of one workspace, as some revision left them. Immutable. */
public final class WorkspaceCatalogue {
  private final String workspace;
  private final long revision;
  private final List<Wanted> wanted;
  private final List<AudienceState> states;
  private final WorkspaceRules rules;

  /**
   * @param revision the newest that changed this workspace's audiences
   */
  public WorkspaceCatalogue(
      String workspace, long revision, List<Wanted> wanted, List<AudienceState> states) {
    this.workspace = workspace;
    this.revision = revision;
    this.wanted = List.copyOf(wanted);
    this.states = List.copyOf(states);
    this.rules = new WorkspaceRules(states);
  }

  public String workspace() {
    return workspace;
  }

  public long revision() {
    return revision;
  }

  public List<Wanted> wanted() {
    return wanted;
  }

  public List<AudienceState> states() {
    return states;
  }

  public WorkspaceRules rules() {
    return rules;
  }
}
