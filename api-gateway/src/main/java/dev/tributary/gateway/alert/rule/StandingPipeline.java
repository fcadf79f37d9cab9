package dev.tributary.gateway.alert.rule;

import dev.tributary.contracts.fact.Fact;
import dev.tributary.gateway.alert.AlertKind;
import dev.tributary.gateway.alert.AlertRule;
import dev.tributary.gateway.alert.Finding;
import dev.tributary.gateway.alert.Look;
import dev.tributary.gateway.alert.Thresholds;
import dev.tributary.gateway.routing.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A part of the pipeline that has had something to read for too long. */
final class StandingPipeline implements AlertRule {
  static final String IDENTITY = "identity";
  private static final Map<String, String> WHAT =
      Map.of(
          IDENTITY,
          "events reach no profiles",
          "audiences",
          "audiences do not follow what people do",
          "destinations",
          "changes reach no destination");

  private final Duration patience;

  StandingPipeline(Duration patience) {
    this.patience = patience;
  }

  @Override
  public AlertKind kind() {
    return AlertKind.PIPELINE_STANDS;
  }

  @Override
  public Set<Service> needs() {
    return Set.of(Service.GATEWAY);
  }

  @Override
  public List<Finding> findings(Look look, Thresholds thresholds) {
    return look.all(Fact.Backlog.class)
        .filter(backlog -> backlog.since().isBefore(look.now().minus(patience)))
        .map(backlog -> finding(backlog.stage()))
        .toList();
  }

  private Finding finding(String stage) {
    return new Finding(
        kind(),
        stage,
        stage,
        "The pipeline is behind: for more than %s %s"
            .formatted(Words.duration(patience), WHAT.getOrDefault(stage, "nothing was processed")),
        "Everything that is sent is accepted and kept in order.",
        "");
  }
}
