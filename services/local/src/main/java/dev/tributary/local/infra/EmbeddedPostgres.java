package dev.tributary.local.infra;

import com.sun.management.OperatingSystemMXBean;
import dev.tributary.local.files.Directories;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One PostgreSQL server with password authentication; no Unix socket. */
public final class EmbeddedPostgres implements AutoCloseable {

  /**
   * Which failures the data survive: {@code CRASH_SAFE} a power cut, {@code DISPOSABLE} only a kill
   * -9.
   */
  public enum Durability {
    CRASH_SAFE,
    DISPOSABLE
  }

  private static final Duration START_BOUND = Duration.ofSeconds(60);
  private static final String SUPERUSER = "postgres";

  private final ChildProcess process;
  private final PostgresServer server;

  private EmbeddedPostgres(ChildProcess process, PostgresServer server) {
    this.process = process;
    this.server = server;
  }

  /**
   * Starts the server with the files in the directory, or a new one with a generated password.
   *
   * @throws StartFailure if it does not serve this directory's data within 60 seconds
   */
  public static EmbeddedPostgres start(
      Checkout checkout, Path directory, int port, Durability durability) {
    Port.requireFree(port, "PostgreSQL");
    Path files = directory.toAbsolutePath();
    PostgresBinaries binaries = PostgresBinaries.unpacked(checkout.cache());
    Path data = files.resolve("data");
    Path log = files.resolve("postgres.log");
    Credentials superuser = superuser(files);
    if (!Files.exists(data.resolve("PG_VERSION"))) {
      initialise(binaries, files, log);
    }
    ChildProcess process =
        ChildProcess.start(
            new ChildProcess.Command(
                    "postgres", binaries.command("postgres", settings(data, port, durability)), log)
                .stoppedBy("INT"));
    var server = new EmbeddedPostgres(process, new PostgresServer(port, superuser));
    process.awaitReady(() -> server.serves(data), START_BOUND);
    return server;
  }

  public PostgresServer server() {
    return server;
  }

  /** The JDBC address of a database of this server. */
  public String address(String database) {
    return server.address(database);
  }

  /** The JDBC address of a database of the server on that port. */
  public static String address(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  public int port() {
    return server.port();
  }

  public Credentials superuser() {
    return server.superuser();
  }

  /** A connection with all rights; close it. */
  public Connection connectAsSuperuser(String database) throws SQLException {
    return server.connectAsSuperuser(database);
  }

  public ChildProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
  }

  private boolean serves(Path data) {
    try (Connection connection = connectAsSuperuser(SUPERUSER);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("show data_directory")) {
      return row.next() && Path.of(row.getString(1)).equals(data);
    } catch (SQLException e) {
      return false;
    }
  }

  private static Credentials superuser(Path files) {
    Path passwordFile = passwordFile(files);
    try {
      Files.createDirectories(files);
      if (!Files.exists(passwordFile)) {
        Files.createFile(
            passwordFile,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passwordFile, Credentials.generatedPassword());
      }
      return new Credentials(SUPERUSER, Files.readString(passwordFile));
    } catch (IOException e) {
      throw new StartFailure("Cannot write PostgreSQL's files: " + e.getMessage(), e);
    }
  }

  private static void initialise(PostgresBinaries binaries, Path files, Path log) {
    Path fresh = files.resolve("data.new");
    try {
      Directories.delete(fresh);
      List<String> arguments =
          List.of(
              "-D",
              fresh.toString(),
              "-U",
              SUPERUSER,
              "--pwfile=" + passwordFile(files),
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              // Code points in byte order: fast, and the same on every system.
              "--locale-provider=builtin",
              "--builtin-locale=C.UTF-8",
              "--locale=C.UTF-8",
              "--no-sync",
              "--no-instructions");
      ChildProcess.start(
              new ChildProcess.Command("initdb", binaries.command("initdb", arguments), log))
          .awaitSuccess(START_BOUND);
      // An incomplete directory is never used as a server's.
      Files.move(fresh, files.resolve("data"));
    } catch (IOException e) {
      throw new StartFailure("Cannot write PostgreSQL's files: " + e.getMessage(), e);
    }
  }

  private static Path passwordFile(Path files) {
    return files.resolve("superuser.password");
  }

  private static List<String> settings(Path data, int port, Durability durability) {
    var settings = new ArrayList<>(List.of("-D", data.toString()));
    set(settings, "listen_addresses=127.0.0.1");
    set(settings, "port=" + port);
    set(settings, "unix_socket_directories=");
    if (durability == Durability.DISPOSABLE) {
      set(settings, "shared_buffers=128MB");
      set(settings, "fsync=off");
      set(settings, "full_page_writes=off");
      // Hundreds of databases: PostgreSQL would start ten workers a second, each for another
      // database.
      set(settings, "autovacuum=off");
      // Many connections, and passwords that are valid as long as the server.
      set(settings, "scram_iterations=1");
      set(settings, "max_connections=400");
    } else {
      set(settings, "max_connections=200");
      set(settings, "shared_buffers=" + sharedMegabytes() + "MB");
    }
    // The first change of a page after a checkpoint logs the whole page: under load, this is half
    // of the log.
    set(settings, "max_wal_size=4GB");
    set(settings, "checkpoint_timeout=15min");
    return settings;
  }

  /**
   * A quarter of the machine's memory, as PostgreSQL's manual advises; allocated when it is used.
   */
  private static long sharedMegabytes() {
    long megabytes = 0;
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine) {
      megabytes = machine.getTotalMemorySize() >> 20;
    }
    return Math.clamp(megabytes / 4, 128, 4096);
  }

  private static void set(List<String> settings, String setting) {
    settings.add("-c");
    settings.add(setting);
  }
}
