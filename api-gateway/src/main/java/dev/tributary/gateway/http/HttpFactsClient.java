package dev.tributary.gateway.http;

import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.fact.Facts;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.gateway.alert.UnresponsiveServices;
import dev.tributary.gateway.alert.Watcher;
import dev.tributary.gateway.alert.WorkspaceFacts;
import dev.tributary.gateway.routing.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Asks services for the facts of a workspace. */
public final class HttpFactsClient implements Watcher.FactsSource {
  private static final Logger LOG = Logger.getLogger(HttpFactsClient.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final int UNANSWERED = 3;

  private final ServiceQuestions questions;
  private final Supplier<List<Fact>> gateway;
  private final Function<WorkspaceId, List<Fact>> gatewayOfWorkspace;

  /**
   * @param gateway this gateway's own facts of the installation; read once in a round
   * @param gatewayOfWorkspace its own facts of a workspace
   */
  public HttpFactsClient(
      ServiceQuestions questions,
      Supplier<List<Fact>> gateway,
      Function<WorkspaceId, List<Fact>> gatewayOfWorkspace) {
    this.questions = questions;
    this.gateway = gateway;
    this.gatewayOfWorkspace = gatewayOfWorkspace;
  }

  @Override
  public Watcher.Round round(Instant now) {
    Optional<List<Fact>> own = own();
    UnresponsiveServices silent = new UnresponsiveServices(UNANSWERED);
    return workspace -> {
      Map<Service, WorkspaceFacts.ServiceFacts> byService = new EnumMap<>(Service.class);
      for (Service service : Service.values()) {
        Optional<List<Fact>> facts =
            service == Service.GATEWAY
                ? own.flatMap(known -> own(known, workspace))
                : silent.ask(service, () -> ask(service, workspace));
        facts.ifPresent(
            answer -> byService.put(service, new WorkspaceFacts.ServiceFacts(answer, now)));
      }
      return byService;
    };
  }

  private Optional<List<Fact>> own() {
    try {
      return Optional.of(gateway.get());
    } catch (RuntimeException e) {
      LOG.debugf("The log does not tell: %s", e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<List<Fact>> own(List<Fact> ofInstallation, WorkspaceId workspace) {
    try {
      return Optional.of(
          Stream.concat(ofInstallation.stream(), gatewayOfWorkspace.apply(workspace).stream())
              .toList());
    } catch (RuntimeException e) {
      LOG.debugf("The gateway's database does not tell of %s: %s", workspace, e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<List<Fact>> ask(Service service, WorkspaceId workspace) {
    return questions
        .ask(service, "/internal/facts?workspace=" + workspace, TIMEOUT, Facts.class)
        .map(Facts::facts);
  }
}
