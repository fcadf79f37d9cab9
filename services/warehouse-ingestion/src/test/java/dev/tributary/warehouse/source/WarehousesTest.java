package dev.tributary.warehouse.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Json;
import dev.tributary.runtime.egress.postgres.CustomerPostgres.Tls;
import dev.tributary.warehouse.connection.Connection;
import org.junit.jupiter.api.Test;

class WarehousesTest {
  @Test
  void theCertificateOfAServerIsVerifiedUnlessItsStoredConnectionSaysOtherwise() {
    assertThat(tls("\"tls\": true")).isEqualTo(Tls.VERIFIED);
    assertThat(tls("\"tls\": true, \"verifyCertificate\": true")).isEqualTo(Tls.VERIFIED);
    assertThat(tls("\"tls\": true, \"verifyCertificate\": false")).isEqualTo(Tls.UNVERIFIED);
    assertThat(tls("\"tls\": false, \"verifyCertificate\": true")).isEqualTo(Tls.OFF);
  }

  /**
   * @param settings the fields about encryption of a stored connection
   */
  private static Tls tls(String settings) {
    String stored =
        """
        {"kind": "postgresql", "host": "db.example.org", "port": 5432, "database": "shop",
         "user": "reader", "schema": "public", %s}\
        """
            .formatted(settings);
    return Warehouses.tls(
        (Connection.PostgreSql) Json.read(stored.getBytes(UTF_8), Connection.class));
  }
}
