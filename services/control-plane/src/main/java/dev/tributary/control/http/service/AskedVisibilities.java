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
  private final ServiceQuestions questions;
  private final Duration within;

  /**
   * @param within the longest time of a question
   */
  public AskedVisibilities(ServiceQuestions questions, Duration within) {
    this.questions = questions;
    this.within = within;
  }

  @Override
  public Optional<FigureVisibility> of(WorkspaceId workspace, ObjectKind kind, String object) {
    String path =
        "/internal%s/%s?workspace=%s"
            .formatted(
                kind.path(encoded(object)), FigureVisibility.PART, encoded(workspace.value()));
    return kind.concealing()
        .map(service -> questions.ask(service, path, within, FigureVisibility.class))
        .orElse(Optional.of(FigureVisibility.HIDDEN));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
