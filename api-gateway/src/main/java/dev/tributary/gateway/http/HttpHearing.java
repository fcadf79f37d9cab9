package dev.tributary.gateway.http;

import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.fact.Facts;
import dev.tributary.gateway.alert.Look;
import dev.tributary.gateway.alert.Silent;
import dev.tributary.gateway.alert.Watcher;
import dev.tributary.gateway.routing.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Asks services what they know of a workspace. */
public final class HttpHearing implements Watcher.Hearing {
  private static final Logger LOG = Logger.getLogger(HttpHearing.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final int UNANSWERED = 3;

  private final ServiceQuestions questions;
  private final Supplier<List<Fact>> gateway;

  /**
   * @param gateway what this gateway itself knows; asked once in a round
   */
  public HttpHearing(ServiceQuestions questions, Supplier<List<Fact>> gateway) {
    this.questions = questions;
    this.gateway = gateway;
  }

  @Override
  public Watcher.Round round(Instant now) {
    Optional<List<Fact>> own = own();
    Silent silent = new Silent(UNANSWERED);
    return workspace -> {
      Map<Service, Look.Heard> heard = new EnumMap<>(Service.class);
      for (Service service : Service.values()) {
        Optional<List<Fact>> facts =
            service == Service.GATEWAY ? own : silent.ask(service, () -> ask(service, workspace));
        facts.ifPresent(told -> heard.put(service, new Look.Heard(told, now)));
      }
      return heard;
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

  private Optional<List<Fact>> ask(Service service, String workspace) {
    return questions
        .ask(service, "/internal/facts?workspace=" + workspace, TIMEOUT, Facts.class)
        .map(Facts::facts);
  }
}
