package dev.tributary.audience.catalogue;

import dev.tributary.contracts.id.WorkspaceId;
import java.util.List;

/** The audiences of one workspace at one revision. Immutable. */
public final class WorkspaceCatalogue {
  private final WorkspaceId workspace;
  private final long revision;
  private final List<DefinedAudience> wanted;
  private final List<AudienceState> states;
  private final WorkspaceRules rules;

  /**
   * @param revision the newest revision that changed this workspace's audiences
   */
  public WorkspaceCatalogue(
      WorkspaceId workspace,
      long revision,
      List<DefinedAudience> wanted,
      List<AudienceState> states) {
    this.workspace = workspace;
    this.revision = revision;
    this.wanted = List.copyOf(wanted);
    this.states = List.copyOf(states);
    this.rules = new WorkspaceRules(states);
  }

  public WorkspaceId workspace() {
    return workspace;
  }

  public long revision() {
    return revision;
  }

  public List<DefinedAudience> wanted() {
    return wanted;
  }

  public List<AudienceState> states() {
    return states;
  }

  public WorkspaceRules rules() {
    return rules;
  }
}
