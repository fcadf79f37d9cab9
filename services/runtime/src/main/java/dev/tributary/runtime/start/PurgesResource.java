package dev.tributary.runtime.start;

import dev.tributary.runtime.purge.WorkspacePurges;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway asks each service until a deleted workspace is purged everywhere; the gateway
 * never routes it.
 */
@Path("/internal/purges")
public class PurgesResource {
  private final WorkspacePurges purges;

  public PurgesResource(WorkspacePurges purges) {
    this.purges = purges;
  }

  /**
   * What a service says.
   *
   * @param purgedAt when nothing of the workspace was left in this service; null while it is not
   *     purged
   */
  public record Purge(@Nullable Instant purgedAt) {}

  @GET
  @RunOnVirtualThread
  @Operation(hidden = true)
  public Purge purge(@QueryParam("workspace") String workspace) {
    return new Purge(purges.purgedAt(workspace).orElse(null));
  }
}
