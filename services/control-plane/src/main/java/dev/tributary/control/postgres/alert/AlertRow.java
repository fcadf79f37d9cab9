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
    row.set(alert);
    return row;
  }

  /** All but the id, the kind and the object, which never change. */
  void set(Alert alert) {
    name = alert.finding().name();
    headline = alert.finding().headline();
    works = alert.finding().works();
    path = alert.finding().path();
    since = alert.finding().since();
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
        new Finding(AlertKind.stored(kind), object, name, headline, works, path, since),
        lastSeenAt,
        openedAt,
        resolvedAt,
        missed);
  }
}
