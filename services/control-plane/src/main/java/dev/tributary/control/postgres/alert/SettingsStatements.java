package dev.tributary.control.postgres.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.alert.AlertSettings;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code alert_settings}, whose JSON our own mapper reads and writes. Works in the
 * caller's transaction.
 */
final class SettingsStatements {
  private static final String READ =
      "select cast(settings as text) from alert_settings where workspace = :workspace";

  /** A row can be locked only if it is there. */
  private static final String ADD =
      """
      insert into alert_settings (workspace, settings)
      values (:workspace, cast(cast(:settings as text) as jsonb))
      on conflict (workspace) do nothing\
      """;

  private static final String PUT =
      """
      insert into alert_settings (workspace, settings)
      values (:workspace, cast(cast(:settings as text) as jsonb))
      on conflict (workspace) do update set settings = excluded.settings\
      """;

  private SettingsStatements() {}

  static Uni<AlertSettings> read(Mutiny.Session session, WorkspaceId workspace) {
    return session
        .createNativeQuery(READ, String.class)
        .setParameter("workspace", workspace.value())
        .getSingleResultOrNull()
        .map(SettingsStatements::settings);
  }

  /** The stored settings, which no other transaction changes until this one ends. */
  static Uni<AlertSettings> locked(Mutiny.Session session, WorkspaceId workspace) {
    return session
        .createNativeQuery(ADD)
        .setParameter("workspace", workspace.value())
        .setParameter("settings", new String(Json.write(AlertSettings.NONE), UTF_8))
        .executeUpdate()
        .chain(() ->
            session
                .createNativeQuery(READ + " for update", String.class)
                .setParameter("workspace", workspace.value())
                .getSingleResult())
        .map(SettingsStatements::settings);
  }

  static Uni<Integer> put(Mutiny.Session session, WorkspaceId workspace, AlertSettings settings) {
    return session
        .createNativeQuery(PUT)
        .setParameter("workspace", workspace.value())
        .setParameter("settings", new String(Json.write(settings), UTF_8))
        .executeUpdate();
  }

  static AlertSettings settings(@Nullable String stored) {
    return stored == null
        ? AlertSettings.NONE
        : Json.read(stored.getBytes(UTF_8), AlertSettings.class);
  }
}
