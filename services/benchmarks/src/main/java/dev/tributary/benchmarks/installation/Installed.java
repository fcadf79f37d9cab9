package dev.tributary.benchmarks.installation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.benchmarks.measure.Traffic;
import dev.tributary.local.demo.Demo;
import dev.tributary.local.demo.Scale;
import dev.tributary.local.files.Directories;
import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.local.launch.Installation;
import dev.tributary.local.launch.Launcher;
import dev.tributary.local.launch.Prerequisites;
import dev.tributary.local.launch.Progress;
import dev.tributary.local.launch.Run;
import dev.tributary.local.launch.Service;
import dev.tributary.local.workspace.Api;
import dev.tributary.local.workspace.ApiClients;
import dev.tributary.local.workspace.ApiClients.Rights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/** A fresh installation with one workspace, reached through its public REST API. */
public final class Installed implements AutoCloseable {
  /** The one purpose that is granted by default. */
  public static final String PURPOSE = "analytics";

  private static final String WORKSPACE = "bench";
  private static final int NO_LIMIT = 1_000_000;
  private static final Duration RESTART_BOUND = Duration.ofMinutes(2);
  private static final long POLL_NANOS = 10_000_000;

  private final Installation installation;
  private final Launcher launcher;
  private final String workspaceId;

  private Installed(Installation installation, Launcher launcher, String workspaceId) {
    this.installation = installation;
    this.launcher = launcher;
    this.workspaceId = workspaceId;
  }

  /** Deletes the remains of an earlier run and starts these services and their dependencies. */
  public static Installed start(List<Service> services) {
    Path state = Checkout.locate().root().resolve("services/benchmarks/target/installation");
    try {
      Directories.delete(state);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + state, e);
    }
    var checkout = new Checkout(Checkout.locate().root(), state);
    Prerequisites.check(checkout);
    Installation installation = Installation.toStart(checkout);
    var launcher = new Launcher(installation, new Progress(System.out), services);
    Runtime.getRuntime().addShutdownHook(new Thread(launcher::close, "stop"));
    try {
      launcher.start();
      return new Installed(installation, launcher, createWorkspace(installation));
    } catch (RuntimeException e) {
      launcher.close();
      throw e;
    }
  }

  private static String createWorkspace(Installation installation) {
    return new ApiClients(installation)
        .installationApi()
        .post(
            "/api/v1/workspaces",
            Map.of(
                "key", WORKSPACE,
                "name", "Benchmark",
                "kind", "test",
                "timezone", "Europe/Amsterdam",
                "defaultRegion", "NL",
                "unknownConsentAllows", List.of(PURPOSE)))
        .path("id")
        .asText();
  }

  /** The REST API at the gateway, as an admin of the workspace. */
  public Api api() {
    return new ApiClients(installation).api(WORKSPACE, Rights.ADMIN);
  }

  /** The header for calls of the gateway without {@link #api}; valid for five minutes. */
  public String authorization() {
    return "Bearer " + new ApiClients(installation).tokens(WORKSPACE, Rights.ADMIN).get();
  }

  /** The path of a kind of objects of the workspace. */
  public String path(String objects) {
    return "/api/v1/workspaces/" + WORKSPACE + "/" + objects;
  }

  public String workspaceId() {
    return workspaceId;
  }

  public boolean runs(Service service) {
    return launcher.isReady(service);
  }

  /** Creates a source without an effective limit, and returns the header with its write key. */
  public String openSource(String key) {
    JsonNode source =
        api()
            .post(
                path("sources"),
                Map.of("key", key, "name", "Benchmark " + key, "eventsPerSecond", NO_LIMIT));
    return basic(source.path("writeKey").asText());
  }

  public static String basic(String writeKey) {
    byte[] pair = (writeKey + ":").getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /** Fills the workspace with the sample shop, and waits until all its data are delivered. */
  public void fillShop(int customers, long seed) {
    try {
      demo().fill(new Scale(customers), seed, System.out::println);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Measures while visitors use the filled shop, who send this many events in a second. */
  public <T> T whileShopIsVisited(int eventsPerSecond, Traffic.Measured<T> measured)
      throws InterruptedException {
    return Traffic.during(() -> demo().play(eventsPerSecond), measured);
  }

  private Demo demo() {
    return new Demo(installation, api(), new Demo.Workspace(WORKSPACE, workspaceId));
  }

  /** A connection to a service's own database, as its worker. */
  public Connection database(Service service) throws SQLException {
    ServiceDatabase database = Objects.requireNonNull(installation.database(service));
    return DriverManager.getConnection(
        database.address(), database.worker().user(), database.worker().password());
  }

  /** A connection to a service's own database, as the owner of its tables. */
  public Connection owner(Service service) throws SQLException {
    ServiceDatabase database = Objects.requireNonNull(installation.database(service));
    return DriverManager.getConnection(
        database.address(), database.owner().user(), database.owner().password());
  }

  public int port(Service service) {
    return installation.port(service.name());
  }

  public String kafka() {
    return "127.0.0.1:" + installation.port("kafka");
  }

  /** The folder in which a service keeps its data. */
  public Path directory(Service service) {
    return installation.directory(service.name());
  }

  /** The folder of the workspace's own files, which a warehouse may read. */
  public Path workspaceFiles() {
    return installation.files(Service.WAREHOUSE).resolve("files").resolve(workspaceId);
  }

  /**
   * Stops a service, which the launcher starts again.
   *
   * @return the time from the start of the new process until it is ready
   */
  public Duration restart(Service service) {
    long before = pid(service.name());
    ProcessHandle.of(before).ifPresent(ProcessHandle::destroy);
    Instant deadline = Instant.now().plus(RESTART_BOUND);
    while (Instant.now().isBefore(deadline)) {
      Run.Entry now = entry(service);
      Long pid = now.pid();
      String startedAt = now.startedAt();
      if (pid != null && pid != before && startedAt != null) {
        return Duration.between(Instant.parse(startedAt), Instant.now());
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    throw new IllegalStateException(
        service.name() + " was not ready again within " + RESTART_BOUND);
  }

  private Run.Entry entry(Service service) {
    return Run.last(installation.checkout()).orElseThrow().processes().stream()
        .filter(process -> process.name().equals(service.name()))
        .findFirst()
        .orElseThrow();
  }

  public Path log(Service service) {
    return installation.log(service.name());
  }

  /** The running processes, by name. */
  public Map<String, Long> pids() {
    var pids = new LinkedHashMap<String, Long>();
    for (Run.Entry process : Run.last(installation.checkout()).orElseThrow().processes()) {
      Long pid = process.pid();
      if (pid != null) {
        pids.put(process.name(), pid);
      }
    }
    return pids;
  }

  /**
   * @throws IllegalStateException if there is no running part with this name
   */
  public long pid(String part) {
    Long pid = pids().get(part);
    if (pid == null) {
      throw new IllegalStateException(part + " is not running");
    }
    return pid;
  }

  @Override
  public void close() {
    launcher.close();
  }
}
