package dev.tributary.control.http.service;

import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.pipeline.Progress;
import dev.tributary.control.pipeline.ServiceProgress;
import dev.tributary.runtime.http.installation.ServiceQuestions;
import dev.tributary.runtime.start.PipelineRoute;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** Asks services for their progress; the control plane reads its own from memory. */
@ApplicationScoped
public class HttpServiceProgress implements ServiceProgress {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private final ServiceQuestions questions;
  private final PipelineRoute own;

  public HttpServiceProgress(ServiceQuestions questions, PipelineRoute own) {
    this.questions = questions;
    this.own = own;
  }

  @Override
  public Optional<Progress> of(Service service, WorkspaceId workspace) {
    if (service == Service.CONTROL) {
      PipelineRoute.Progress progress = own.answer(workspace);
      return Optional.of(
          new Progress(
              progress.definitions(),
              progress.pending(),
              progress.notWaitedFor(),
              progress.syncsNotWaitedFor()));
    }
    return questions.ask(
        service, "/internal/pipeline?workspace=" + workspace, TIMEOUT, Progress.class);
  }
}
