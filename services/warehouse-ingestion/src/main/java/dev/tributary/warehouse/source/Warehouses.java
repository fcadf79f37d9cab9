package dev.tributary.warehouse.source;

import dev.tributary.contracts.id.WarehouseId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.egress.EgressFailure;
import dev.tributary.runtime.egress.EgressPolicy;
import dev.tributary.runtime.egress.postgres.CustomerPostgres;
import dev.tributary.runtime.egress.postgres.CustomerPostgres.Tls;
import dev.tributary.warehouse.connection.Connection;
import dev.tributary.warehouse.duckdb.RunDatabase;
import dev.tributary.warehouse.table.RunFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Opens warehouses. A new kind of connection needs a new case here and a new reader. */
public final class Warehouses {
  private final WorkspaceFiles files;
  private final EgressPolicy egress;
  private final Passwords passwords;
  private final Limits limits;

  public Warehouses(WorkspaceFiles files, EgressPolicy egress, Passwords passwords, Limits limits) {
    this.files = files;
    this.egress = egress;
    this.passwords = passwords;
    this.limits = limits;
  }

  /** Decrypts the passwords that were sealed when a warehouse was saved. */
  public interface Passwords {
    String open(
        WorkspaceId workspace, WarehouseId warehouse, Connection.PostgreSql server, String sealed);
  }

  /**
   * The resources of a run.
   *
   * @param statementTimeoutMillis for a statement at a database
   * @param resultMegabytes of memory for one answer of a database
   */
  public record Limits(
      RunDatabase.Limits engine, int statementTimeoutMillis, int resultMegabytes) {}

  /**
   * @param warehouse its id
   * @param folders further folders that the engine may use: the model's snapshot
   */
  public TableReader open(
      WorkspaceId workspace, WarehouseId warehouse, Connection connection, List<Path> folders)
      throws RunFailure {
    return switch (connection) {
      case Connection.Files named -> {
        List<Path> allowed = new ArrayList<>(folders);
        allowed.add(files.folder(workspace));
        yield FilesReader.open(files.resolve(workspace, named.path()), allowed, limits.engine());
      }
      case Connection.PostgreSql server -> postgres(workspace, warehouse, server, folders);
    };
  }

  private TableReader postgres(
      WorkspaceId workspace,
      WarehouseId warehouse,
      Connection.PostgreSql server,
      List<Path> folders)
      throws RunFailure {
    RunDatabase engine = engine(folders);
    try {
      return PostgresReader.open(target(workspace, warehouse, server), engine);
    } catch (RunFailure e) {
      try {
        engine.close();
      } catch (SQLException | IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  private RunDatabase engine(List<Path> folders) throws RunFailure {
    try {
      return RunDatabase.open(folders, limits.engine());
    } catch (SQLException | IOException e) {
      throw new RunFailure("engine-unavailable", "The run's engine could not be opened", e);
    }
  }

  private PostgresReader.Target target(
      WorkspaceId workspace, WarehouseId warehouse, Connection.PostgreSql server)
      throws RunFailure {
    String sealed = server.sealedPassword();
    try {
      InetAddress address = egress.check(server.host(), server.port()).addresses().getFirst();
      return new PostgresReader.Target(
          new CustomerPostgres(
              server.host(),
              address,
              server.port(),
              server.database(),
              tls(server),
              server.caCertificate()),
          server.user(),
          sealed == null ? "" : passwords.open(workspace, warehouse, server, sealed),
          server.schema(),
          limits.statementTimeoutMillis(),
          limits.resultMegabytes());
    } catch (EgressFailure e) {
      String code =
          e.stage() == EgressFailure.Stage.FORBIDDEN ? "address-refused" : "warehouse-unreachable";
      throw new RunFailure(code, String.valueOf(e.getMessage()), e);
    }
  }

  static Tls tls(Connection.PostgreSql server) {
    if (!server.tls()) {
      return Tls.OFF;
    }
    return server.verifies() ? Tls.VERIFIED : Tls.UNVERIFIED;
  }
}
