package dev.tributary.control.postgres.takeover;

import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.runtime.postgres.Migrations;
import dev.tributary.testkit.infra.TestInfrastructure;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A database with the last schema of the api-gateway, and a row or more in every table. */
final class FormerDatabase {
  private final ServiceDatabase database = TestInfrastructure.postgres("former");

  FormerDatabase() throws SQLException {
    Migrations.of(new FormerScripts())
        .migrate(
            database.address(),
            new Migrations.Credentials(database.owner().user(), database.owner().password()),
            database.worker().user(),
            database.request().user());
    fill();
  }

  Connection owner() throws SQLException {
    return connect(database.owner().user(), database.owner().password());
  }

  /** As an older gateway that still runs. */
  Connection worker() throws SQLException {
    return connect(database.worker().user(), database.worker().password());
  }

  private Connection connect(String user, String password) throws SQLException {
    return DriverManager.getConnection(database.address(), user, password);
  }

  ServiceDatabase database() {
    return database;
  }

  private void fill() throws SQLException {
    try (Connection superuser = TestInfrastructure.postgres().connectAsSuperuser(database.name());
        Statement statement = superuser.createStatement()) {
      for (String sql : ROWS.split(";\n")) {
        statement.execute(sql);
      }
    }
  }

  private static final String ROWS =
      """
      update ticker set at = 1790000000123, owner = 'gateway-0',
        leased_until = '2026-09-21 13:33:20.5+00', held_at = 1793000000456;
      insert into definition values
        ('installation', 'workspace', 'wsp_1', 'shop', 'Shop “é” \\\\ tab', 3,
          '{"kind": "production", "clockOffsetMillis": 60000}', false,
          '2026-01-02 03:04:05.123456+00', '2026-01-03 03:04:05.654321+00'),
        ('installation', 'workspace', 'wsp_2', 'gone', '', 5, '{"kind": "test"}', true, now(), now()),
        ('installation', 'workspace-deletion', 'wsd_1', 'wsp_2', 'gone', 2,
          '{"state": "PURGING", "doneAt": {"control": "2026-01-01T00:00:00Z", "identity": "2026-01-01T00:00:00Z"}}',
          false, now(), now());
      insert into idempotency_key values
        ('installation', 'workspace', 'key', 'hash', 'wsp_1', '2026-01-02 03:04:05.123456+00');
      insert into definition_outbox (workspace, topic, id, payload) values
        ('wsp_1', 'workspaces', 'wsp_1', '\\x00ff5c0a'), ('wsp_1', 'audit', 'ade_1', '\\x7b7d');
      insert into alert values
        ('wsp_1', 'alr_1', 'LATE_MODEL', 'mdl_1', 'Orders', 'late', 'others', '/models', now(),
          now(), null, 1),
        ('wsp_1', 'alr_2', 'LATE_MODEL', 'mdl_1', 'Orders', 'late', 'others', '/models', now(),
          now(), now(), 0);
      insert into alert_notice values
        ('wsp_1', 'alr_1', 'OPENED', 'SLACK', 'due', 2, now(), null, null);
      insert into alert_settings values ('wsp_1', '{"emails": ["a@b.example"], "slackUrl": "sealed"}');
      insert into alert_facts values
        ('wsp_1', 'GATEWAY', '\\x7b7d', now()), ('wsp_1', 'IDENTITY', '\\x7b22000a', now());
      update alert_watch set owner = 'gateway-1', leased_until = now();
      insert into invitation values
        ('wsp_1', 'inv_1', 'New@Example.test', 'viewer', true, '\\x0001', true, 'ada', null, now(),
          now());
      insert into api_client_use values ('shop.importer', '2026-01-02 03:04:00+00');
      insert into purged_workspace values ('wsp_0', now(), null);
      insert into change_request (workspace, id, method, path, body, reason, requested_by,
        requested_by_name, requested_at, expires_at, state) values
        ('wsp_1', 'chr_1', 'POST', '/syncs', 'sealed', 'because', 'sub', 'ada', now(), now(), 'open');
      update sign_in_failure_reader set owner = 'gateway-0',
        position = '2026-01-02 03:04:05.123+00';
      insert into sign_in_failure values ('event-1', '2026-01-02 03:04:05.123+00');
      insert into known_log values ('events', 'cluster-1', 'topic-1', now()),
        ('workspaces', 'cluster-1', 'topic-2', now())\
      """;

  /** Finds the scripts of the former schema where those of the control plane are. */
  private static final class FormerScripts extends ClassLoader {
    FormerScripts() {
      super(FormerDatabase.class.getClassLoader());
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
      return super.getResourceAsStream(name.replace("db/migration", "db/former"));
    }
  }
}
