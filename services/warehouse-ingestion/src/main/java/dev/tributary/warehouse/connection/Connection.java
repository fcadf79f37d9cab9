package dev.tributary.warehouse.connection;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** The connection data of a warehouse. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Connection.Files.class, name = "files"),
  @JsonSubTypes.Type(value = Connection.PostgreSql.class, name = "postgresql")
})
public sealed interface Connection {

  /** The place of its tables and the user who reads them. Another place may have other rows. */
  String place();

  /**
   * The receiver of the password; empty if there is no password. A user who changes any part of
   * this must know the password.
   */
  String origin();

  /**
   * A DuckDB database, or a folder of Parquet files, each of which is a table.
   *
   * @param path relative to the workspace's own folder on the server
   */
  record Files(String path) implements Connection {
    @Override
    public String place() {
      return path;
    }

    @Override
    public String origin() {
      return "";
    }
  }

  /**
   * A PostgreSQL database.
   *
   * @param schema for names without a schema
   * @param tls whether the connection must be encrypted
   * @param verifyCertificate whether the server's certificate must be valid for the host; null
   *     means yes
   * @param caCertificate PEM of the authorities to trust; null for the system's
   * @param sealedPassword never leaves the server
   */
  @RecordBuilder
  record PostgreSql(
      String host,
      int port,
      String database,
      String user,
      String schema,
      boolean tls,
      @Nullable Boolean verifyCertificate,
      @Nullable String caCertificate,
      @Nullable String sealedPassword)
      implements Connection {

    @Override
    public String place() {
      return String.join("\n", host, Integer.toString(port), database, schema, user);
    }

    public boolean verifies() {
      return verifyCertificate == null || verifyCertificate;
    }

    @Override
    public String origin() {
      return String.join(
          "\n",
          host,
          Integer.toString(port),
          user,
          Boolean.toString(tls),
          Boolean.toString(verifies()),
          caCertificate == null ? "" : caCertificate);
    }

    public PostgreSql withPassword(@Nullable String sealed) {
      return ConnectionPostgreSqlBuilder.builder(this).sealedPassword(sealed).build();
    }
  }
}
