package dev.tributary.control.alert.rule;

import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.control.alert.AlertKind;
import dev.tributary.control.alert.AlertRule;
import dev.tributary.control.alert.Finding;
import dev.tributary.control.alert.Thresholds;
import dev.tributary.control.alert.WorkspaceFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A source that sends nothing for much longer than its usual pause. Events that identity resolution
 * has not read yet are unknown here, so a source is not silent while identity resolution is behind.
 */
final class SilentSource implements AlertRule {
  private static final long ENOUGH_MINUTES = 3;

  private final Duration shortestGap;

  SilentSource(Duration shortestGap) {
    this.shortestGap = shortestGap;
  }

  @Override
  public AlertKind kind() {
    return AlertKind.SOURCE_SILENT;
  }

  @Override
  public Set<Service> needs() {
    return Set.of(Service.COLLECTOR, Service.IDENTITY, Service.CONTROL);
  }

  @Override
  public List<Finding> findings(WorkspaceFacts look, Thresholds thresholds) {
    Map<SourceId, Fact.Cadence> cadences =
        look.all(Fact.Cadence.class)
            .collect(Collectors.toMap(Fact.Cadence::source, Function.identity()));
    Instant known = look.eventsKnownUntil();
    return look.all(Fact.Source.class)
        .flatMap(source ->
            Stream.ofNullable(cadences.get(source.id()))
                .filter(cadence -> cadence.activeMinutes() >= ENOUGH_MINUTES)
                .filter(
                    cadence -> known.isAfter(cadence.last().plus(patience(cadence, thresholds))))
                .map(cadence -> finding(source, cadence, thresholds)))
        .toList();
  }

  private Duration patience(Fact.Cadence cadence, Thresholds thresholds) {
    return usual(cadence).multipliedBy(thresholds.silentGaps());
  }

  private Duration usual(Fact.Cadence cadence) {
    Duration gap = cadence.usualGap();
    return gap.compareTo(shortestGap) < 0 ? shortestGap : gap;
  }

  private Finding finding(Fact.Source source, Fact.Cadence cadence, Thresholds thresholds) {
    return Finding.ofEveryWorkspace(
        kind(),
        source.id().value(),
        source.name(),
        "No events from the source “%s” for more than %s, %d times its usual interval"
            .formatted(
                source.name(),
                AlertFigures.duration(patience(cadence, thresholds)),
                thresholds.silentGaps()),
        "Other sources are not affected. Audiences use the events that have arrived.",
        "/sources/" + source.id(),
        cadence.last());
  }
}
