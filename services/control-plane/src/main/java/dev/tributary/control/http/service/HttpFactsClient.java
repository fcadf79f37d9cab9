package dev.tributary.control.http.service;

import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.fact.Facts;
import dev.tributary.contracts.fact.FactsByWorkspace;
import dev.tributary.contracts.fact.WorkspaceFact;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.alert.Watcher;
import dev.tributary.control.alert.fact.FactsInbox;
import dev.tributary.runtime.fact.FactSource;
import dev.tributary.runtime.http.installation.ServiceQuestions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The facts of all services: those that were published since the last check, and the answers of
 * services over HTTP about all others.
 */
public final class HttpFactsClient implements Watcher.FactsSource {
  private static final Logger LOG = Logger.getLogger(HttpFactsClient.class);

  private final FactsInbox inbox;
  private final ServiceQuestions questions;
  private final Duration timeout;
  private final Supplier<List<Fact>> ownOfInstallation;
  private final FactSource ownOfWorkspaces;
  private final Counting counting;
  private final Clock clock;

  /** How a check gets facts of another service. */
  public enum Transport {
    TOPIC,
    HTTP
  }

  /** Counts the workspaces whose facts a check has got from a service. Thread-safe. */
  @FunctionalInterface
  public interface Counting {
    void count(Service service, Transport way, int workspaces);
  }

  /**
   * @param inbox the facts that services publish
   * @param timeout of each question
   * @param ownOfInstallation the control plane's own facts of the installation; read once in a
   *     round
   * @param ownOfWorkspaces its own facts of workspaces
   */
  public HttpFactsClient(
      FactsInbox inbox,
      ServiceQuestions questions,
      Duration timeout,
      Supplier<List<Fact>> ownOfInstallation,
      FactSource ownOfWorkspaces,
      Counting counting,
      Clock clock) {
    this.inbox = inbox;
    this.questions = questions;
    this.timeout = timeout;
    this.ownOfInstallation = ownOfInstallation;
    this.ownOfWorkspaces = ownOfWorkspaces;
    this.counting = counting;
    this.clock = clock;
  }

  @Override
  public Watcher.Round round(Instant now) {
    Optional<List<Fact>> own = own();
    return new FactsRound(
        now,
        inbox.take(now),
        workspaces -> own.map(known -> own(known, workspaces)).orElse(Map.of()),
        questions,
        timeout,
        new Noting());
  }

  @Override
  public void pause() {
    inbox.pause();
  }

  /** Counts the facts of a round, and remembers which are answers. */
  private final class Noting implements FactsRound.Origins {
    @Override
    public void published(Service service, int workspaces) {
      counting.count(service, Transport.TOPIC, workspaces);
    }

    @Override
    public void answered(Service service, Set<WorkspaceId> workspaces) {
      inbox.answered(service, workspaces, clock.instant());
      counting.count(service, Transport.HTTP, workspaces.size());
    }
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
}
