package dev.tributary.identity.http.profile;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.http.Profiles;
import dev.tributary.runtime.http.installation.ObjectRoute;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Workspace;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * The ids that a profile has or had, for the control plane: entries of the audit trail keep the id
 * of their time. The profile is named as in paths, by its id or by an identifier.
 */
@Singleton
public class ProfileIdsRoute implements ObjectRoute {
  private final Profiles profiles;
  private final WorkspaceDirectory workspaces;

  public ProfileIdsRoute(Profiles profiles, WorkspaceDirectory workspaces) {
    this.profiles = profiles;
    this.workspaces = workspaces;
  }

  @Override
  public String collection() {
    return "profiles";
  }

  @Override
  public String part() {
    return "ids";
  }

  @Override
  public Profiles.LookedUpIds answer(WorkspaceId id, String named, @Nullable String guesser) {
    Workspace workspace =
        workspaces
            .find(id)
            .orElseThrow(() -> Problems.NOT_FOUND.problem(Problems.NOT_FOUND.title()));
    return profiles.known(workspace, named, guesser);
  }
}
