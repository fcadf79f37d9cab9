package dev.tributary.warehouse.http;

import dev.tributary.runtime.definitions.Stored;
import dev.tributary.warehouse.connection.Connection;
import dev.tributary.warehouse.connection.WarehouseSpec;
import dev.tributary.warehouse.run.LastTest;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A warehouse in an answer, always without its password.
 *
 * @param lastTest null until the present connection was tested
 */
@Schema(name = "Warehouse")
public record WarehouseView(
    String id,
    String key,
    String name,
    long version,
    Instant createdAt,
    Instant updatedAt,
    ConnectionView connection,
    @Nullable LastTest lastTest) {

  /**
   * @param passwordSet whether a password is stored
   */
  @Schema(name = "Connection")
  public record ConnectionView(
      String kind,
      @Nullable String path,
      @Nullable String host,
      @Nullable Integer port,
      @Nullable String database,
      @Nullable String user,
      @Nullable String schema,
      @Nullable Boolean tls,
      @Nullable Boolean verifyCertificate,
      @Nullable String caCertificate,
      @Nullable Boolean passwordSet) {}

  static WarehouseView of(Stored<WarehouseSpec> stored, @Nullable LastTest lastTest) {
    return new WarehouseView(
        stored.id(),
        stored.key(),
        stored.name(),
        stored.version(),
        stored.createdAt(),
        stored.updatedAt(),
        connection(stored.spec().connection()),
        lastTest);
  }

  private static ConnectionView connection(Connection connection) {
    return switch (connection) {
      case Connection.Files(String path) ->
          new ConnectionView("files", path, null, null, null, null, null, null, null, null, null);
      case Connection.PostgreSql server ->
          new ConnectionView(
              "postgresql",
              null,
              server.host(),
              server.port(),
              server.database(),
              server.user(),
              server.schema(),
              server.tls(),
              server.verifies(),
              server.caCertificate(),
              server.sealedPassword() != null);
    };
  }
}
