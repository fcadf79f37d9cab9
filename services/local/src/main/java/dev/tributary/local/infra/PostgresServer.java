package dev.tributary.local.infra;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A PostgreSQL server on this machine, started by any process.
 *
 * @param port on the loopback address
 * @param superuser has all rights
 */
public record PostgresServer(int port, Credentials superuser) {

  /** The JDBC address of a database of this server. */
  public String address(String database) {
    return EmbeddedPostgres.address(port, database);
  }

  /** A connection with all rights; close it. */
  public Connection connectAsSuperuser(String database) throws SQLException {
    return DriverManager.getConnection(address(database), superuser.user(), superuser.password());
  }
}
