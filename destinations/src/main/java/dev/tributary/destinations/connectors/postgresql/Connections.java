package dev.tributary.destinations.connectors.postgresql;

import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Target;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/** Opens connections to the checked address, with typed settings and never a URL. */
final class Connections {
  private static final int DEFAULT_PORT = 5432;
  private static final int CONNECT_SECONDS = 5;

  private Connections() {}

  static Connection open(Target target, Egress egress) throws EgressFailure, SQLException {
    int port = port(target);
    InetAddress address = egress.checked(target.setting(PostgresqlManifest.HOST, ""), port);
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {address.getHostAddress()});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(target.setting(PostgresqlManifest.DATABASE, ""));
    source.setUser(target.setting(PostgresqlManifest.USER, ""));
    String password = target.secret(PostgresqlManifest.PASSWORD);
    source.setPassword(password == null ? "" : password);
    source.setApplicationName("tributary");
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setSocketTimeout((int) Egress.TIMEOUT.toSeconds());
    source.setSslMode(
        target.settings().path(PostgresqlManifest.TLS).asBoolean(true) ? "require" : "disable");
    return source.getConnection();
  }

  private static int port(Target target) {
    return target.settings().path(PostgresqlManifest.PORT).asInt(DEFAULT_PORT);
  }

  /** Where to, without user and password. */
  static String shown(Target target) {
    return "postgresql://%s:%d/%s"
        .formatted(
            target.setting(PostgresqlManifest.HOST, ""),
            port(target),
            target.setting(PostgresqlManifest.DATABASE, ""));
  }
}
