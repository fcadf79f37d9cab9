package dev.tributary.testkit.infra;

import dev.tributary.local.infra.Credentials;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Connections of a test to its database, which are reused: for each new connection PostgreSQL forks
 * a process, which costs far more than most statements of a test.
 */
public final class TestPool {
  private static final int LARGEST = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration IDLE = Duration.ofSeconds(5);

  private TestPool() {}

  /**
   * A pool that opens connections on request, and closes idle ones. Close the pool.
   *
   * @param address as JDBC takes it
   * @param role the role that signs in
   */
  public static AgroalDataSource of(String address, Credentials role) {
    try {
      return AgroalDataSource.from(
          new AgroalDataSourceConfigurationSupplier()
              .connectionPoolConfiguration(pool ->
                  pool.maxSize(LARGEST)
                      .acquisitionTimeout(PATIENCE)
                      .reapTimeout(IDLE)
                      // As in Quarkus: connections that the server has closed are not used again.
                      .exceptionSorter(new PostgreSQLExceptionSorter())
                      .connectionFactoryConfiguration(connection ->
                          connection
                              .jdbcUrl(address)
                              .principal(new NamePrincipal(role.user()))
                              .credential(new SimplePassword(role.password())))));
    } catch (SQLException e) {
      throw new IllegalStateException("No pool for " + address, e);
    }
  }
}
