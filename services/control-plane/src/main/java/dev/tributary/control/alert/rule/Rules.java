package dev.tributary.control.alert.rule;

import dev.tributary.control.alert.AlertRule;
import java.time.Duration;
import java.util.List;

/**
 * All rules of an installation.
 *
 * @param shortestGap the smallest value for the usual gap of a source
 * @param patience how long changes may wait to be delivered before there is an alert
 * @param late how long records may wait to be processed before there is an alert
 */
public record Rules(Duration shortestGap, Duration patience, Duration late) {

  public List<AlertRule> all() {
    return List.of(
        new SilentSource(shortestGap),
        new LateModel(),
        new NothingDelivered(patience),
        new FailingDeliveries(),
        new StoppedDestination(),
        new EndingApi(),
        new StoppedSync(),
        new HeldRun(),
        new Quarantine(),
        new CappedPeople(),
        new UncertainDeliveries(),
        new WaitingApprovals(),
        new ChangedAddress(),
        new StalledPipeline(late),
        new ServiceAway());
  }
}
