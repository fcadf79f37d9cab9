package dev.tributary.control.alert;

import dev.tributary.contracts.access.Service;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The services that do not answer in one round of checks. A round asks a service once for some
 * workspaces, and each question that nobody answers costs its timeout. So a service that leaves
 * some questions in a row without an answer is not asked again in this round: an alert about it
 * must not wait for many timeouts.
 *
 * <p>Thread-safe. Questions that run at the same time may each be asked.
 */
public final class UnresponsiveServices {
  private final int most;
  private final Map<Service, Integer> unanswered = new ConcurrentHashMap<>();

  /**
   * @param most how many questions in a row a service may leave without an answer
   */
  public UnresponsiveServices(int most) {
    this.most = most;
  }

  /**
   * The answer of a service.
   *
   * @param question asks the service; empty if the service does not answer
   */
  public <T> Optional<T> ask(Service service, Supplier<Optional<T>> question) {
    if (unanswered.getOrDefault(service, 0) >= most) {
      return Optional.empty();
    }
    Optional<T> answer = question.get();
    if (answer.isPresent()) {
      unanswered.remove(service);
    } else {
      unanswered.merge(service, 1, Integer::sum);
    }
    return answer;
  }
}
