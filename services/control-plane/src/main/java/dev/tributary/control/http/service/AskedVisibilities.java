package dev.tributary.control.http.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.contracts.fact.FigureVisibility;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.alert.object.FigureVisibilities;
import dev.tributary.control.alert.object.ObjectKind;
import dev.tributary.runtime.http.installation.ServiceQuestions;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Optional;

/** Asks the service of the object, at its management port. */
public final class AskedVisibilities implements FigureVisibilities {
  private static final Duration WITHIN = Duration.ofSeconds(5);

  private final ServiceQuestions questions;

  public AskedVisibilities(ServiceQuestions questions) {
    this.questions = questions;
  }

  @Override
  public Optional<FigureVisibility> of(WorkspaceId workspace, ObjectKind kind, String object) {
    String path =
        "/internal%s/%s?workspace=%s"
            .formatted(
                kind.path(encoded(object)), FigureVisibility.PART, encoded(workspace.value()));
    return kind.concealing()
        .map(service -> questions.ask(service, path, WITHIN, FigureVisibility.class))
        .orElse(Optional.of(FigureVisibility.HIDDEN));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
