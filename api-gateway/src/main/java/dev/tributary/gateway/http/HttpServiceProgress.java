package dev.tributary.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.gateway.pipeline.Progress;
import dev.tributary.gateway.pipeline.ServiceProgress;
import dev.tributary.gateway.routing.Service;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Asks services for their progress. */
@ApplicationScoped
public class HttpServiceProgress implements ServiceProgress {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Set<String> NOT_WAITED_FOR =
      Set.of("paused", "failing", "unauthorised", "gone");

  private final ServiceQuestions questions;

  public HttpServiceProgress(ServiceQuestions questions) {
    this.questions = questions;
  }

  @Override
  public Optional<Progress> of(Service service, WorkspaceId workspace) {
    return questions.ask(
        service, "/internal/pipeline?workspace=" + workspace, TIMEOUT, Progress.class);
  }

  @Override
  public List<String> destinationsNotWaitedFor(WorkspaceId workspace, String accessToken) {
    String path = "/api/v1/workspaces/" + workspace + "/destinations?limit=200";
    return questions
        .askAs(accessToken, Service.DESTINATIONS, path, TIMEOUT, JsonNode.class)
        .map(HttpServiceProgress::notWaitedFor)
        .orElse(List.of());
  }

  private static List<String> notWaitedFor(JsonNode page) {
    return StreamSupport.stream(page.path("data").spliterator(), false)
        .filter(destination -> NOT_WAITED_FOR.contains(destination.path("state").asText()))
        .map(destination -> destination.path("id").asText())
        .toList();
  }
}
