package dev.tributary.testkit.infra;

import dev.tributary.local.files.ExclusiveFile;
import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.Credentials;
import dev.tributary.local.infra.KafkaFiles;
import dev.tributary.local.infra.Port;
import dev.tributary.local.infra.PostgresServer;
import dev.tributary.local.infra.Session;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The servers that all modules of one test run share: one PostgreSQL, one Redis, and one JVM with a
 * broker for each test JVM. The first user starts them, in their own process that ends with the
 * {@link TestRun}. Outside of a run, each JVM starts its own servers.
 */
record SharedServers(Properties addresses) {
  static final String FILE = "servers.properties";

  /** The key of the pid of the process that owns the servers. */
  static final String PID = "pid";

  private static final Duration BOUND = Duration.ofSeconds(180);
  private static final Duration POLL = Duration.ofMillis(50);

  /** Empty outside of a run. */
  static Optional<SharedServers> ofThisRun() {
    return TestRun.current().map(SharedServers::of);
  }

  PostgresServer postgres() {
    return new PostgresServer(
        Integer.parseInt(value("postgres.port")),
        new Credentials(value("postgres.user"), value("postgres.password")));
  }

  TestRedis redis() {
    return new TestRedis(value("redis.address"));
  }

  /** A new broker, which runs until this JVM ends. */
  TestBroker broker() {
    int services = Port.free();
    HostedBroker broker =
        TestServers.started(
            "kafka",
            directory ->
                broker(KafkaFiles.write(directory, Port.free(), ServiceUsers.listener(services))));
    return new TestBroker(broker.port(), services);
  }

  /** A new broker, which the caller closes. */
  HostedBroker broker(KafkaFiles files) {
    return HostedBroker.start(Integer.parseInt(value("kafka.host.port")), files);
  }

  private String value(String key) {
    String value = addresses.getProperty(key);
    if (value == null) {
      throw new IllegalStateException("The shared servers do not say " + key);
    }
    return value;
  }

  private static SharedServers of(TestRun run) {
    Path directory = run.directory();
    Path file = directory.resolve(FILE);
    try {
      ExclusiveFile.lock(
          directory.resolve("lock"),
          () -> {
            if (!Files.exists(file) || !read(file).areRunning()) {
              Files.deleteIfExists(file);
              await(file, start(directory, run.pid()));
            }
          });
      return read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SharedServers read(Path file) throws IOException {
    Properties addresses = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      addresses.load(reader);
    }
    return new SharedServers(addresses);
  }

  /** An earlier run may have had the same pid and left its file. */
  private boolean areRunning() {
    return ProcessHandle.of(Long.parseLong(value(PID))).filter(ProcessHandle::isAlive).isPresent();
  }

  private static Process start(Path directory, String run) throws IOException {
    List<String> line =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dtributary.root=" + Checkout.locate().root(),
            "-Dtributary.state=" + Checkout.locate().state(),
            "-cp",
            System.getProperty("java.class.path"),
            SharedServersProcess.class.getName(),
            directory.toString(),
            run);
    return new ProcessBuilder(Session.detached(line))
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("servers.log").toFile())
        .start();
  }

  private static void await(Path file, Process process) throws IOException {
    Instant deadline = Instant.now().plus(BOUND);
    while (!Files.exists(file)) {
      if (!process.isAlive() || Instant.now().isAfter(deadline)) {
        process.destroyForcibly();
        throw new IllegalStateException(
            "The shared servers did not start: "
                + Files.readString(file.resolveSibling("servers.log")));
      }
      try {
        Thread.sleep(POLL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
