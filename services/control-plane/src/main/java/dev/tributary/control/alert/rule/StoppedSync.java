package dev.tributary.control.alert.rule;

import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.fact.Fact;
import dev.tributary.control.alert.AlertKind;
import dev.tributary.control.alert.AlertRule;
import dev.tributary.control.alert.Finding;
import dev.tributary.control.alert.Thresholds;
import dev.tributary.control.alert.WorkspaceFacts;
import java.util.List;
import java.util.Set;

/** A sync that the destination does not accept, that cannot be read, or whose run failed. */
final class StoppedSync implements AlertRule {
  private static final String SETTINGS = "its settings do not fit the destination";

  @Override
  public AlertKind kind() {
    return AlertKind.SYNC_STOPPED;
  }

  @Override
  public Set<Service> needs() {
    return Set.of(Service.DESTINATIONS);
  }

  @Override
  public List<Finding> findings(WorkspaceFacts look, Thresholds thresholds) {
    return look.all(Fact.StoppedSync.class)
        .map(sync ->
            Finding.ofEveryWorkspace(
                kind(),
                sync.sync().value(),
                sync.name(),
                "The sync “%s” is stopped: %s"
                    .formatted(sync.name(), sync.why() == null ? SETTINGS : sync.why()),
                "Waiting deliveries are stored. Other syncs are not affected.",
                "/syncs/" + sync.sync(),
                sync.since()))
        .toList();
  }
}
