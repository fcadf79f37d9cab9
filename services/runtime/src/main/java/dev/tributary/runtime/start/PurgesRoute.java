package dev.tributary.runtime.start;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.config.TributaryConfig;
import dev.tributary.runtime.http.installation.InternalRoute;
import dev.tributary.runtime.purge.WorkspacePurges;
import io.quarkus.arc.properties.UnlessBuildProperty;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The gateway calls this route of each service until a deleted workspace is purged everywhere. */
@Singleton
@UnlessBuildProperty(
    name = TributaryConfig.WITHOUT_DATABASE,
    stringValue = "true",
    enableIfMissing = true)
public class PurgesRoute implements InternalRoute.OfOneWorkspace {
  private final WorkspacePurges purges;

  public PurgesRoute(WorkspacePurges purges) {
    this.purges = purges;
  }

  /**
   * The answer of a service.
   *
   * @param purgedAt when nothing of the workspace was left in this service; null before that
   */
  public record Purge(@Nullable Instant purgedAt) {}

  @Override
  public String name() {
    return "purges";
  }

  @Override
  public Purge answer(WorkspaceId workspace) {
    return new Purge(purges.purgedAt(workspace).orElse(null));
  }
}
