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
    String host = target.setting(Settings.HOST, "");
    InetAddress address = egress.checked(host, port);
    String authorities = target.setting(Settings.AUTHORITIES, "");
    CustomerPostgres server =
        new CustomerPostgres(
            host,
            address,
            port,
            target.setting(Settings.DATABASE, ""),
            tls(target.settings()),
            authorities.isBlank() ? null : authorities);
    Properties properties = new Properties();
    properties.setProperty("user", target.setting(Settings.USER, ""));
    String password = target.secret(Settings.PASSWORD);
    properties.setProperty("password", password == null ? "" : password);
    properties.setProperty("ApplicationName", "tributary");
    properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
    properties.setProperty("socketTimeout", Long.toString(Egress.TIMEOUT.toSeconds()));
    return server.connect(properties);
  }

  static Tls tls(ObjectNode settings) {
    if (!settings.path(Settings.TLS).asBoolean(true)) {
      return Tls.OFF;
    }
    return settings.path(Settings.VERIFY).asBoolean(true) ? Tls.VERIFIED : Tls.UNVERIFIED;
  }

  private static int port(Target target) {
    return target.settings().path(Settings.PORT).asInt(DEFAULT_PORT);
  }

  /** The address of the database, without user and password. */
  static String shown(Target target) {
    return "postgresql://%s:%d/%s"
        .formatted(
            target.setting(Settings.HOST, ""), port(target), target.setting(Settings.DATABASE, ""));
  }
}
