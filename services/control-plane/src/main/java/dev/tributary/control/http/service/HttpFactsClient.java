package dev.tributary.control.http.service;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.fact.Facts;
import dev.tributary.contracts.fact.FactsByWorkspace;
import dev.tributary.contracts.fact.WorkspaceFact;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.alert.UnresponsiveServices;
import dev.tributary.control.alert.Watcher;
import dev.tributary.control.alert.WorkspaceFacts;
import dev.tributary.runtime.fact.FactSource;
import dev.tributary.runtime.http.installation.ServiceQuestions;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Asks services for the facts of workspaces, for many with one request. If a service does not
 * answer for many, it is asked for each alone, so that the facts of one workspace that it cannot
 * read in time do not hide the facts of the other workspaces.
 */
public final class HttpFactsClient implements Watcher.FactsSource {
  private static final Logger LOG = Logger.getLogger(HttpFactsClient.class);
  private static final int UNANSWERED = 3;

  private final ServiceQuestions questions;
  private final Duration timeout;
  private final Supplier<List<Fact>> ownOfInstallation;
  private final FactSource ownOfWorkspaces;

  /**
   * @param timeout of each question
   * @param ownOfInstallation the control plane's own facts of the installation; read once in a
   *     round
   * @param ownOfWorkspaces its own facts of workspaces
   */
  public HttpFactsClient(
      ServiceQuestions questions,
      Duration timeout,
      Supplier<List<Fact>> ownOfInstallation,
      FactSource ownOfWorkspaces) {
    this.questions = questions;
    this.timeout = timeout;
    this.ownOfInstallation = ownOfInstallation;
    this.ownOfWorkspaces = ownOfWorkspaces;
  }

  @Override
  public Watcher.Round round(Instant now) {
    Optional<List<Fact>> own = own();
    UnresponsiveServices unresponsive = new UnresponsiveServices(UNANSWERED);
    return workspaces -> {
      Map<WorkspaceId, Map<Service, WorkspaceFacts.ServiceFacts>> answered =
          workspaces.stream().collect(toMap(each -> each, _ -> new EnumMap<>(Service.class)));
      for (Service service : Service.values()) {
        Map<WorkspaceId, Facts> facts =
            service == Service.CONTROL
                ? own.map(known -> own(known, workspaces)).orElse(Map.of())
                : ask(service, workspaces, unresponsive);
        answered.forEach((workspace, byService) -> {
          Facts answer = facts.get(workspace);
          if (answer != null) {
            byService.put(service, new WorkspaceFacts.ServiceFacts(answer.facts(), now));
          }
        });
      }
      return answered;
    };
  }

  private Optional<List<Fact>> own() {
    try {
      return Optional.of(ownOfInstallation.get());
    } catch (RuntimeException e) {
      LOG.debugf("The log does not tell: %s", e.getMessage());
      return Optional.empty();
    }
  }

  private Map<WorkspaceId, Facts> own(List<Fact> ofInstallation, Set<WorkspaceId> workspaces) {
    Stream<WorkspaceFact> everywhere =
        workspaces.stream()
            .flatMap(each -> ofInstallation.stream().map(fact -> new WorkspaceFact(each, fact)));
    try {
      return FactsByWorkspace.of(
              workspaces, Stream.concat(everywhere, ownOfWorkspaces.facts(workspaces).stream()))
          .workspaces();
    } catch (RuntimeException e) {
      LOG.debugf("The control plane's database does not answer: %s", e.getMessage());
      return Map.of();
    }
  }

  private Map<WorkspaceId, Facts> ask(
      Service service, Set<WorkspaceId> workspaces, UnresponsiveServices unresponsive) {
    Optional<Map<WorkspaceId, Facts>> together =
        unresponsive.ask(service, () -> ask(service, workspaces));
    if (together.isPresent() || workspaces.size() == 1) {
      return together.orElse(Map.of());
    }
    Map<WorkspaceId, Facts> alone = new HashMap<>();
    for (WorkspaceId workspace : workspaces) {
      unresponsive.ask(service, () -> ask(service, Set.of(workspace))).ifPresent(alone::putAll);
    }
    return alone;
  }

  private Optional<Map<WorkspaceId, Facts>> ask(Service service, Set<WorkspaceId> workspaces) {
    String path =
        workspaces.stream()
            .map(workspace -> "workspace=" + workspace)
            .collect(joining("&", "/internal/facts?", ""));
    return questions
        .ask(service, path, timeout, FactsByWorkspace.class)
        .map(FactsByWorkspace::workspaces);
  }
}
