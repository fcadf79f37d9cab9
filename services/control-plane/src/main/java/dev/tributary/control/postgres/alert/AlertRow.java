package dev.tributary.control.postgres.alert;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.alert.Alert;
import dev.tributary.control.alert.AlertKind;
import dev.tributary.control.alert.Finding;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An alert of a workspace. */
@Entity
@IdClass(AlertRow.Key.class)
@Table(name = "alert")
@SuppressWarnings("NullAway.Init")
public class AlertRow {
  @Id String workspace;

  @Id String id;

  String kind;

  String object;

  String name;

  String headline;

  String works;

  String path;

  @Nullable Instant since;

  @Nullable String rule;

  /** Of the rule. */
  @Nullable String channels;

  @Column(name = "last_seen_at")
  Instant lastSeenAt;

  @Column(name = "opened_at")
  @Nullable Instant openedAt;

  @Column(name = "resolved_at")
  @Nullable Instant resolvedAt;

  int missed;

  /** The primary key of an alert. */
  record Key(String workspace, String id) {}

  static AlertRow of(WorkspaceId workspace, Alert alert) {
    AlertRow row = new AlertRow();
    row.id = alert.id();
    row.workspace = workspace.value();
    row.kind = alert.finding().kind().storedName();
    row.object = alert.finding().object();
    Finding.Rule rule = alert.finding().rule();
    row.rule = rule == null ? null : rule.id();
    row.set(alert);
    return row;
  }

  /** All but the id, the kind, the object and the rule, which never change. */
  void set(Alert alert) {
    name = alert.finding().name();
    headline = alert.finding().headline();
    works = alert.finding().works();
    path = alert.finding().path();
    since = alert.finding().since();
    Finding.Rule of = alert.finding().rule();
    channels = of == null ? null : ChannelNames.text(of.channels());
    lastSeenAt = alert.lastSeenAt();
    openedAt = alert.openedAt();
    resolvedAt = alert.resolvedAt();
    missed = alert.missed();
  }

  String id() {
    return id;
  }

  Alert alert() {
    return new Alert(
        id,
        new Finding(
            AlertKind.stored(kind), object, name, headline, works, path, since, findingRule()),
        lastSeenAt,
        openedAt,
        resolvedAt,
        missed);
  }

  private Finding.@Nullable Rule findingRule() {
    return rule == null || channels == null
        ? null
        : new Finding.Rule(rule, ChannelNames.channels(channels));
  }
}
