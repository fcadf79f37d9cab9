package dev.tributary.control.postgres.alert;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.alert.Alert;
import dev.tributary.control.alert.AlertKind;
import dev.tributary.control.alert.AlertSettings;
import dev.tributary.control.alert.Finding;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads alerts and their settings from rows. */
final class AlertRows {
  static final String COLUMNS =
      "a.id, a.kind, a.object, a.name, a.headline, a.works, a.path, a.last_seen_at, a.opened_at,"
          + " a.resolved_at, a.missed";

  private AlertRows() {}

  static Alert alert(ResultSet rows) throws SQLException {
    Finding finding =
        new Finding(
            AlertKind.valueOf(rows.getString("kind")),
            rows.getString("object"),
            rows.getString("name"),
            rows.getString("headline"),
            rows.getString("works"),
            rows.getString("path"));
    return new Alert(
        rows.getString("id"),
        finding,
        rows.getTimestamp("last_seen_at").toInstant(),
        instant(rows.getTimestamp("opened_at")),
        instant(rows.getTimestamp("resolved_at")),
        rows.getInt("missed"));
  }

  static AlertSettings settings(Handle handle, WorkspaceId workspace) {
    return handle
        .createQuery("select settings from alert_settings where workspace = :workspace")
        .bind("workspace", workspace.value())
        .map((rows, context) -> settings(rows.getBytes(1)))
        .findOne()
        .orElse(AlertSettings.NONE);
  }

  static AlertSettings settings(byte @Nullable [] stored) {
    return stored == null ? AlertSettings.NONE : Json.read(stored, AlertSettings.class);
  }

  static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}
