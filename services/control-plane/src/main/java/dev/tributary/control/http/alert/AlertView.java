package dev.tributary.control.http.alert;

import dev.tributary.control.alert.Alert;
import dev.tributary.control.alert.AlertKind;
import dev.tributary.control.alert.ChannelName;
import dev.tributary.control.alert.Channels.UnsentReason;
import dev.tributary.control.alert.Finding;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An alert in answers.
 *
 * @param id made by Tributary; never changes
 * @param kind the problem that the alert is about; docs/reference/alerts.md describes each kind
 * @param object the id of the affected object
 * @param name the name of that object
 * @param headline what is wrong, in one sentence
 * @param works what still works
 * @param path the page of the web UI on which to fix it, below the workspace; empty for its home
 * @param rule the id of the alert rule that opened it; null for a kind that needs no rule
 * @param notSent the channels that got no message when the alert opened and get none now, with the
 *     reasons; empty if it is resolved
 * @param since when the problem began; null if that is unknown
 * @param openedAt when the alert opened: at the second check in a row that found the problem; never
 *     null in an answer
 * @param lastSeenAt when a check found it last
 * @param resolvedAt null while it is open
 */
@RecordBuilder
@Schema(name = "Alert")
public record AlertView(
    String id,
    AlertKind kind,
    String object,
    String name,
    String headline,
    String works,
    String path,
    @Nullable String rule,
    List<UnsentView> notSent,
    @Nullable Instant since,
    @Nullable Instant openedAt,
    Instant lastSeenAt,
    @Nullable Instant resolvedAt) {

  /**
   * @param unsent of the alert
   */
  static AlertView of(Alert alert, Map<ChannelName, UnsentReason> unsent) {
    Finding.Rule rule = alert.finding().rule();
    return AlertViewBuilder.builder()
        .id(alert.id())
        .kind(alert.finding().kind())
        .object(alert.finding().object())
        .name(alert.finding().name())
        .headline(alert.finding().headline())
        .works(alert.finding().works())
        .path(alert.finding().path())
        .rule(rule == null ? null : rule.id())
        .notSent(UnsentView.of(unsent))
        .since(alert.finding().since())
        .openedAt(alert.openedAt())
        .lastSeenAt(alert.lastSeenAt())
        .resolvedAt(alert.resolvedAt())
        .build();
  }
}
