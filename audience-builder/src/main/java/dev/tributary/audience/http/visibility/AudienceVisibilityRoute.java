package dev.tributary.audience.http.visibility;

import dev.tributary.contracts.fact.FigureVisibility;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.http.installation.ObjectRoute;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Workspace;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Whether readers without the right to personal data may see the size of an audience, for the
 * notices of alerts.
 */
@Singleton
public class AudienceVisibilityRoute implements ObjectRoute {
  private final RuleVisibilityPolicy visibilityPolicy;
  private final WorkspaceDirectory workspaces;

  public AudienceVisibilityRoute(
      RuleVisibilityPolicy visibilityPolicy, WorkspaceDirectory workspaces) {
    this.visibilityPolicy = visibilityPolicy;
    this.workspaces = workspaces;
  }

  @Override
  public String collection() {
    return "audiences";
  }

  @Override
  public String part() {
    return FigureVisibility.PART;
  }

  @Override
  public FigureVisibility answer(WorkspaceId id, String object, @Nullable String guesser) {
    Workspace workspace =
        workspaces
            .find(id)
            .orElseThrow(() -> Problems.NOT_FOUND.problem(Problems.NOT_FOUND.title()));
    AudienceId audience = new AudienceId(object);
    RuleVisibility visibility = visibilityPolicy.withoutPersonalData(id);
    return visibility.concealsAudience(audience)
        ? FigureVisibility.HIDDEN
        // Rules are settled in business time.
        : new FigureVisibility(
            visibility.visibleFrom(audience).minusMillis(workspace.settings().clockOffsetMillis()));
  }
}
