package dev.tributary.destinations.connectors.postgresql;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Target;
import dev.tributary.runtime.egress.postgres.CustomerPostgres;
import dev.tributary.runtime.egress.postgres.CustomerPostgres.Tls;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/** Opens connections to the checked address, with typed settings. */
final class Connections {
  private static final int DEFAULT_PORT = 5432;
  private static final int CONNECT_SECONDS = 5;

  private Connections() {}

  static Connection open(Target target, Egress egress) throws EgressFailure, SQLException {
    int port = port(target);
    String host = target.setting(PostgresqlManifest.HOST, "");
    InetAddress address = egress.checked(host, port);
    String authorities = target.setting(PostgresqlManifest.AUTHORITIES, "");
    CustomerPostgres server =
        new CustomerPostgres(
            host,
            address,
            port,
            target.setting(PostgresqlManifest.DATABASE, ""),
            tls(target.settings()),
            authorities.isBlank() ? null : authorities);
    Properties properties = new Properties();
    properties.setProperty("user", target.setting(PostgresqlManifest.USER, ""));
    String password = target.secret(PostgresqlManifest.PASSWORD);
    properties.setProperty("password", password == null ? "" : password);
    properties.setProperty("ApplicationName", "tributary");
    properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
    properties.setProperty("socketTimeout", Long.toString(Egress.TIMEOUT.toSeconds()));
    return server.connect(properties);
  }

  static Tls tls(ObjectNode settings) {
    if (!settings.path(PostgresqlManifest.TLS).asBoolean(true)) {
      return Tls.OFF;
    }
    return settings.path(PostgresqlManifest.VERIFY).asBoolean(true) ? Tls.VERIFIED : Tls.UNVERIFIED;
  }

  private static int port(Target target) {
    return target.settings().path(PostgresqlManifest.PORT).asInt(DEFAULT_PORT);
  }

  /** The address of the database, without user and password. */
  static String shown(Target target) {
    return "postgresql://%s:%d/%s"
        .formatted(
            target.setting(PostgresqlManifest.HOST, ""),
            port(target),
            target.setting(PostgresqlManifest.DATABASE, ""));
  }
}
