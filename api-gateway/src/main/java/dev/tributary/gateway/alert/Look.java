package dev.tributary.gateway.alert;

import dev.tributary.contracts.fact.Fact;
import dev.tributary.gateway.routing.Service;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All that is known of a workspace at one moment.
 *
 * @param heard what each service told last; a service that was never heard is absent
 */
public record Look(Instant now, Map<Service, Heard> heard) {

  public Look {
    heard = Map.copyOf(heard);
  }

  /**
   * What a service told.
   *
   * @param at when; earlier than the look if the service does not answer now
   */
  public record Heard(List<Fact> facts, Instant at) {}

  public <F extends Fact> Stream<F> all(Class<F> type) {
    return heard.values().stream()
        .flatMap(each -> each.facts().stream())
        .filter(type::isInstance)
        .map(type::cast);
  }

  /** Whether a service answered in this look. */
  public boolean answers(Service service) {
    Heard last = heard.get(service);
    return last != null && !last.at().isBefore(now);
  }
}
