package dev.tributary.control.http.alert;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.alert.Alert;
import dev.tributary.control.alert.AlertQueries;
import dev.tributary.control.alert.AlertSettings;
import dev.tributary.control.alert.ChannelName;
import dev.tributary.control.alert.Channels.UnsentReason;
import dev.tributary.control.alert.Finding;
import dev.tributary.control.alert.object.ObjectKind;
import dev.tributary.control.alert.object.UnsentMessages;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the channels that got no message about open alerts. Thread-safe; blocks. */
@Singleton
public class UnsentAlerts {
  private final AlertQueries alerts;
  private final UnsentMessages unsent;

  public UnsentAlerts(AlertQueries alerts, UnsentMessages unsent) {
    this.alerts = alerts;
    this.unsent = unsent;
  }

  /** By the id of the alert; resolved alerts are absent. */
  Map<String, Map<ChannelName, UnsentReason>> of(WorkspaceId workspace, Collection<Alert> listed) {
    List<Alert> open = listed.stream().filter(alert -> alert.resolvedAt() == null).toList();
    if (open.isEmpty()) {
      return Map.of();
    }
    AlertSettings settings = alerts.settings(workspace);
    Map<String, Set<ChannelName>> sent =
        alerts.announced(workspace, open.stream().map(Alert::id).collect(Collectors.toSet()));
    UnsentMessages.Answers answers =
        unsent.ask(
            workspace, settings, open.stream().flatMap(alert -> about(alert).stream()).toList());
    Map<String, Map<ChannelName, UnsentReason>> reasons = new HashMap<>();
    open.forEach(alert -> {
      Set<ChannelName> silent = channels(alert, settings);
      silent.removeAll(sent.getOrDefault(alert.id(), Set.of()));
      reasons.put(
          alert.id(),
          about(alert)
              .map(about -> answers.of(silent, about, each -> each.shows(alert.openedAt())))
              .orElseGet(() -> answers.ofAny(silent)));
    });
    return reasons;
  }

  /** The channels that the alert is for. */
  private static Set<ChannelName> channels(Alert alert, AlertSettings settings) {
    Set<ChannelName> channels = EnumSet.noneOf(ChannelName.class);
    Finding.Rule rule = alert.finding().rule();
    channels.addAll(rule == null ? settings.channels() : rule.channels());
    return channels;
  }

  private static Optional<UnsentMessages.About> about(Alert alert) {
    Finding finding = alert.finding();
    return ObjectKind.of(finding.kind())
        .map(kind -> new UnsentMessages.About(kind, finding.object()));
  }
}
