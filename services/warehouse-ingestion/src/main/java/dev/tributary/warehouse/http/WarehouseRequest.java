package dev.tributary.warehouse.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.runtime.egress.postgres.Authorities;
import dev.tributary.runtime.openapi.request.Kinds;
import dev.tributary.runtime.openapi.request.OfKind;
import dev.tributary.runtime.openapi.request.Required;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.warehouse.connection.WarehouseSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The requested settings of a warehouse.
 *
 * @param key unique among the warehouses of the workspace
 * @param name shown in the web UI
 * @param connection the database or the files that contain the tables
 */
public record WarehouseRequest(
    @Required(inDrafts = false) @Nullable String key,
    @Required(inDrafts = false) @Nullable String name,
    @Required @Nullable ConnectionRequest connection) {

  /**
   * The requested connection to a database, or to files.
   *
   * @param kind {@code files} or {@code postgresql}
   * @param path files: relative to the workspace's folder on the server
   * @param host postgresql: the name or the address of the server
   * @param port postgresql: the TCP port of the server
   * @param database postgresql: the name of the database
   * @param user postgresql: the user of the database
   * @param password postgresql: write-only; if absent, the stored one is kept, unless the address,
   *     the user or the encryption changes
   * @param schema postgresql: the schema whose tables are read
   * @param tls postgresql: whether the connection is encrypted
   * @param verifyCertificate postgresql: whether the server's certificate must be valid for the
   *     host; yes if absent
   * @param caCertificate postgresql: PEM of the authorities to trust; the system's if absent
   */
  public record ConnectionRequest(
      @Required @Kinds({FILES, POSTGRESQL}) @Nullable String kind,
      @Required @OfKind(FILES) @Nullable String path,
      @Required @OfKind(POSTGRESQL) @Nullable String host,
      @OfKind(POSTGRESQL) @Nullable Integer port,
      @Required @OfKind(POSTGRESQL) @Nullable String database,
      @Required @OfKind(POSTGRESQL) @Nullable String user,
      @OfKind(POSTGRESQL) @Nullable String password,
      @OfKind(POSTGRESQL) @Nullable String schema,
      @OfKind(POSTGRESQL) @Nullable Boolean tls,
      @OfKind(POSTGRESQL) @Nullable Boolean verifyCertificate,
      @OfKind(POSTGRESQL) @Nullable String caCertificate) {

    static final String FILES = "files";
    static final String POSTGRESQL = "postgresql";

    /**
     * @throws Problem that names every missing or superfluous field
     */
    void check(String pointer) {
      List<Problem.At> wrong = new ArrayList<>();
      switch (kind) {
        case FILES -> {
          require(wrong, pointer + "/path", path);
          refuse(wrong, pointer + "/host", host);
          refuse(wrong, pointer + "/password", password);
        }
        case POSTGRESQL -> {
          require(wrong, pointer + "/host", host);
          require(wrong, pointer + "/database", database);
          require(wrong, pointer + "/user", user);
          refuse(wrong, pointer + "/path", path);
          if (port != null && (port < 1 || port > 65_535)) {
            wrong.add(new Problem.At(pointer + "/port", "A port is from 1 to 65535"));
          }
          certificates(wrong, pointer + "/caCertificate", caCertificate);
        }
        case null, default ->
            wrong.add(new Problem.At(pointer + "/kind", "Known kinds are files and postgresql"));
      }
      if (!wrong.isEmpty()) {
        throw Problems.INVALID.problem("The connection is not complete", wrong);
      }
    }

    private static void certificates(List<Problem.At> wrong, String pointer, @Nullable String pem) {
      if (pem == null || pem.isBlank()) {
        return;
      }
      try {
        Authorities.parse(pem);
      } catch (IllegalArgumentException e) {
        wrong.add(new Problem.At(pointer, String.valueOf(e.getMessage())));
      }
    }

    private static void require(List<Problem.At> wrong, String pointer, @Nullable String value) {
      if (value == null || value.isBlank()) {
        wrong.add(new Problem.At(pointer, "This field is required"));
      }
    }

    private static void refuse(List<Problem.At> wrong, String pointer, @Nullable String value) {
      if (value != null) {
        wrong.add(new Problem.At(pointer, "This does not belong to this kind"));
      }
    }
  }

  /** A warehouse as a client would write it, without its password. */
  static ObjectNode written(String key, String name, WarehouseSpec spec) {
    ObjectNode written = Json.MAPPER.createObjectNode();
    written.put("key", key).put("name", name);
    ObjectNode connection = Json.MAPPER.valueToTree(WarehouseView.connection(spec.connection()));
    connection.remove("passwordSet");
    written.set("connection", connection);
    return written;
  }
}
