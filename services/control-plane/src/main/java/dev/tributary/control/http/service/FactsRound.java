package dev.tributary.control.http.service;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.fact.Facts;
import dev.tributary.contracts.fact.FactsByWorkspace;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.alert.UnresponsiveServices;
import dev.tributary.control.alert.Watcher;
import dev.tributary.control.alert.WorkspaceFacts.ServiceFacts;
import dev.tributary.control.alert.fact.FactsInbox;
import dev.tributary.runtime.http.installation.ServiceQuestions;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The facts for one check of all workspaces. Published facts of a service count if the service
 * answers one question in the round. What a service has not published is asked for, for many
 * workspaces with one request. If a service does not answer for many, it is asked for each alone,
 * so that the facts of one workspace that it cannot read in time do not hide the facts of the other
 * workspaces. Thread-safe.
 */
final class FactsRound implements Watcher.Round {
  private static final String PATH = "/internal/facts";
  private static final int UNANSWERED = 3;

  private final UnresponsiveServices unresponsive = new UnresponsiveServices(UNANSWERED);
  private final Map<Service, Boolean> answering = new ConcurrentHashMap<>();
  private final Instant now;
  private final FactsInbox.Taken published;
  private final Function<Set<WorkspaceId>, Map<WorkspaceId, Facts>> own;
  private final ServiceQuestions questions;
  private final Duration timeout;
  private final Origins origins;

  /** Where the facts of a round come from. Thread-safe. */
  interface Origins {

    /** A service has published the facts of so many workspaces. */
    void published(Service service, int workspaces);

    /** A service has answered over HTTP about these workspaces. */
    void answered(Service service, Set<WorkspaceId> workspaces);
  }

  /**
   * @param own reads the control plane's own facts; without the workspaces that it cannot read
   * @param timeout of each question
   */
  FactsRound(
      Instant now,
      FactsInbox.Taken published,
      Function<Set<WorkspaceId>, Map<WorkspaceId, Facts>> own,
      ServiceQuestions questions,
      Duration timeout,
      Origins origins) {
    this.now = now;
    this.published = published;
    this.own = own;
    this.questions = questions;
    this.timeout = timeout;
    this.origins = origins;
  }

  @Override
  public Map<WorkspaceId, Map<Service, ServiceFacts>> factsOf(
      Map<WorkspaceId, Map<Service, ServiceFacts>> last) {
    Map<WorkspaceId, Map<Service, ServiceFacts>> answered =
        last.keySet().stream().collect(toMap(each -> each, _ -> new EnumMap<>(Service.class)));
    for (Service service : Service.values()) {
      Map<WorkspaceId, Facts> facts =
          service == Service.CONTROL ? own.apply(last.keySet()) : facts(service, last);
      answered.forEach((workspace, byService) -> {
        Facts answer = facts.get(workspace);
        if (answer != null) {
          byService.put(service, new ServiceFacts(answer.facts(), now));
        }
      });
    }
    return answered;
  }

  private Map<WorkspaceId, Facts> facts(
      Service service, Map<WorkspaceId, Map<Service, ServiceFacts>> last) {
    Map<WorkspaceId, Facts> known = new HashMap<>();
    last.forEach((workspace, stored) ->
        published
            .facts(service, workspace, stored.get(service))
            .ifPresent(facts -> known.put(workspace, facts)));
    if (known.isEmpty() || !answers(service)) {
      return ask(service, last.keySet());
    }
    origins.published(service, known.size());
    Set<WorkspaceId> missing = new HashSet<>(last.keySet());
    missing.removeAll(known.keySet());
    if (!missing.isEmpty()) {
      known.putAll(ask(service, missing));
    }
    return known;
  }

  /**
   * Whether a service answers, by one question in a round. It is about no workspace, because a
   * workspace whose facts the service cannot read in time must not hide the facts of the others.
   * The question does not count as unanswered: an instance of an earlier version refuses it.
   */
  private boolean answers(Service service) {
    return answering.computeIfAbsent(
        service, _ -> questions.ask(service, PATH, timeout, FactsByWorkspace.class).isPresent());
  }

  private Map<WorkspaceId, Facts> ask(Service service, Set<WorkspaceId> workspaces) {
    Optional<Map<WorkspaceId, Facts>> together =
        unresponsive.ask(service, () -> answer(service, workspaces));
    if (together.isPresent() || workspaces.size() == 1) {
      return together.orElse(Map.of());
    }
    Map<WorkspaceId, Facts> alone = new HashMap<>();
    for (WorkspaceId workspace : workspaces) {
      unresponsive.ask(service, () -> answer(service, Set.of(workspace))).ifPresent(alone::putAll);
    }
    return alone;
  }

  private Optional<Map<WorkspaceId, Facts>> answer(Service service, Set<WorkspaceId> workspaces) {
    String path =
        workspaces.stream()
            .map(workspace -> "workspace=" + workspace)
            .collect(joining("&", PATH + "?", ""));
    Optional<Map<WorkspaceId, Facts>> answer =
        questions
            .ask(service, path, timeout, FactsByWorkspace.class)
            .map(FactsByWorkspace::workspaces);
    answer.ifPresent(facts -> origins.answered(service, facts.keySet()));
    return answer;
  }
}
