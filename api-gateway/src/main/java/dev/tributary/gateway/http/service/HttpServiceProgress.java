package dev.tributary.gateway.http.service;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.gateway.pipeline.Progress;
import dev.tributary.gateway.pipeline.ServiceProgress;
import dev.tributary.gateway.routing.Service;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** Asks services for their progress. */
@ApplicationScoped
public class HttpServiceProgress implements ServiceProgress {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private final ServiceQuestions questions;

  public HttpServiceProgress(ServiceQuestions questions) {
    this.questions = questions;
  }

  @Override
  public Optional<Progress> of(Service service, WorkspaceId workspace) {
    return questions.ask(
        service, "/internal/pipeline?workspace=" + workspace, TIMEOUT, Progress.class);
  }
}
