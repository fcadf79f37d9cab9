package dev.tributary.control.alert;

import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.fact.Fact;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All that is known of a workspace at one moment.
 *
 * @param byService the last facts of each service; a service that never answered is absent
 */
public record WorkspaceFacts(Instant now, Map<Service, ServiceFacts> byService) {
  /** The stage of the pipeline that applies events to profiles. */
  public static final String IDENTITY = "identity";

  public WorkspaceFacts {
    byService = Map.copyOf(byService);
  }

  /**
   * The facts of a service.
   *
   * @param at the start of the check that has got them. Earlier for facts that are stored: then the
   *     service does not answer now
   */
  public record ServiceFacts(List<Fact> facts, Instant at) {}

  public <F extends Fact> Stream<F> all(Class<F> type) {
    return byService.values().stream()
        .flatMap(each -> each.facts().stream())
        .filter(type::isInstance)
        .map(type::cast);
  }

  /**
   * Until when identity resolution has read the events: now, or the oldest record that waits. If
   * its age is unknown, until the first check that did not know it, or until the first partition
   * stalled; without both, nothing is known. A later event of a source is unknown.
   */
  public Instant eventsKnownUntil() {
    return all(Fact.Backlog.class)
        .filter(backlog -> backlog.stage().equals(IDENTITY))
        .flatMap(backlog ->
            Stream.concat(
                Stream.ofNullable(backlog.since()),
                backlog.ageUnknown() ? Stream.of(unknownSince(backlog)) : Stream.empty()))
        .min(Instant::compareTo)
        .orElse(now);
  }

  /** A stage with a stalled partition has no {@code lateFrom}. */
  private Instant unknownSince(Fact.Backlog backlog) {
    return Stream.concat(
            Stream.ofNullable(backlog.lateFrom()),
            all(Fact.StandingPartition.class)
                .filter(standing -> standing.stage().equals(backlog.stage()))
                .map(Fact.StandingPartition::since))
        .min(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  /** Whether a service answered in this check. */
  public boolean answers(Service service) {
    ServiceFacts last = byService.get(service);
    return last != null && !last.at().isBefore(now);
  }
}
