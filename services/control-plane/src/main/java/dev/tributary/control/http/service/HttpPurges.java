package dev.tributary.control.http.service;

import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.workspace.deletion.WorkspacePurging;
import dev.tributary.runtime.http.installation.ServiceQuestions;
import dev.tributary.runtime.purge.WorkspacePurges;
import dev.tributary.runtime.start.PurgesRoute.Purge;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Asks services whether they have purged a workspace. */
@ApplicationScoped
public class HttpPurges implements WorkspacePurging.Services {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final ServiceQuestions questions;
  private final WorkspacePurges own;
  private final Clock clock;

  public HttpPurges(ServiceQuestions questions, WorkspacePurges own, Clock clock) {
    this.questions = questions;
    this.own = own;
    this.clock = clock;
  }

  @Override
  public Optional<Instant> purgedAt(Service service, WorkspaceId workspace) {
    return switch (service) {
      // It keeps nothing of a workspace.
      case GATEWAY -> Optional.of(clock.instant().truncatedTo(ChronoUnit.MICROS));
      case CONTROL -> own.purgedAt(workspace);
      case COLLECTOR, IDENTITY, AUDIENCES, DESTINATIONS, WAREHOUSE ->
          questions
              .ask(service, "/internal/purges?workspace=" + workspace, TIMEOUT, Purge.class)
              .map(Purge::purgedAt);
    };
  }
}
