package dev.tributary.warehouse.http;

import dev.tributary.contracts.id.WarehouseId;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.warehouse.connection.Connection;
import dev.tributary.warehouse.connection.WarehouseSpec;
import dev.tributary.warehouse.run.LastTest;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A warehouse in an answer, always without its password.
 *
 * @param id made by Tributary; never changes
 * @param key unique among the warehouses of the workspace; paths accept it instead of the id
 * @param name shown in the web UI
 * @param version grows by one with each change; the ETag of the answer
 * @param createdAt when the warehouse was created
 * @param updatedAt when the warehouse was last changed
 * @param connection the database or the files that contain the tables
 * @param lastTest the last test of the present connection; null before the first test
 */
@Schema(name = "Warehouse")
public record WarehouseView(
    WarehouseId id,
    String key,
    String name,
    long version,
    Instant createdAt,
    Instant updatedAt,
    ConnectionView connection,
    @Nullable LastTest lastTest) {

  /**
   * The connection to a database, or to files.
   *
   * @param kind {@code files} or {@code postgresql}
   * @param path of files: a DuckDB file or a folder of Parquet files, relative to the workspace's
   *     folder; null for a database
   * @param host the name or the address of the server; null for files
   * @param port the TCP port of the server; null for files
   * @param database the name of the database; null for files
   * @param user the user of the database; null for files
   * @param schema the schema whose tables are read; null for files
   * @param tls whether the connection is encrypted; null for files
   * @param verifyCertificate whether the server's certificate must be valid for the host; null for
   *     files
   * @param caCertificate PEM of the authorities to trust; null for the authorities of the system
   * @param passwordSet whether a password is stored
   */
  @RecordBuilder
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

  static WarehouseView of(StoredDefinition<WarehouseSpec> stored, @Nullable LastTest lastTest) {
    return new WarehouseView(
        new WarehouseId(stored.id()),
        stored.key(),
        stored.name(),
        stored.version(),
        stored.createdAt(),
        stored.updatedAt(),
        connection(stored.spec().connection()),
        lastTest);
  }

  static ConnectionView connection(Connection connection) {
    return switch (connection) {
      case Connection.Files(String path) ->
          WarehouseViewConnectionViewBuilder.builder()
              .kind("files")
              .path(path)
              .host(null)
              .port(null)
              .database(null)
              .user(null)
              .schema(null)
              .tls(null)
              .verifyCertificate(null)
              .caCertificate(null)
              .passwordSet(null)
              .build();
      case Connection.PostgreSql server ->
          WarehouseViewConnectionViewBuilder.builder()
              .kind("postgresql")
              .path(null)
              .host(server.host())
              .port(server.port())
              .database(server.database())
              .user(server.user())
              .schema(server.schema())
              .tls(server.tls())
              .verifyCertificate(server.verifies())
              .caCertificate(server.caCertificate())
              .passwordSet(server.sealedPassword() != null)
              .build();
    };
  }
}
