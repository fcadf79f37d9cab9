package dev.tributary.gateway.http.service;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.gateway.routing.Service;
import dev.tributary.gateway.workspace.deletion.WorkspacePurging;
import dev.tributary.runtime.purge.WorkspacePurges;
import dev.tributary.runtime.start.PurgesRoute.Purge;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Asks services whether they have purged a workspace. */
@ApplicationScoped
public class HttpPurges implements WorkspacePurging.Services {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final ServiceQuestions questions;
  private final WorkspacePurges own;

  public HttpPurges(ServiceQuestions questions, WorkspacePurges own) {
    this.questions = questions;
    this.own = own;
  }

  @Override
  public Optional<Instant> purgedAt(Service service, WorkspaceId workspace) {
    return service == Service.GATEWAY
        ? own.purgedAt(workspace)
        : questions
            .ask(service, "/internal/purges?workspace=" + workspace, TIMEOUT, Purge.class)
            .map(Purge::purgedAt);
  }
}
