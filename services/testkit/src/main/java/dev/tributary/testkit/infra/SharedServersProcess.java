package dev.tributary.testkit.infra;

import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.ChildProcess;
import dev.tributary.local.infra.EmbeddedKafka;
import dev.tributary.local.infra.EmbeddedPostgres;
import dev.tributary.local.infra.EmbeddedPostgres.Durability;
import dev.tributary.local.infra.EmbeddedRedis;
import dev.tributary.local.infra.Port;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Owns the {@link SharedServers} of a run, and ends with it. */
final class SharedServersProcess {
  private static final Duration BOUND = Duration.ofSeconds(90);

  private SharedServersProcess() {}

  /** Arguments: the directory for the file with the servers' addresses, and the run's pid. */
  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    Properties addresses = new Properties();
    addresses.setProperty(SharedServers.PID, Long.toString(ProcessHandle.current().pid()));
    EmbeddedPostgres postgres =
        TestServers.started(
            "postgres",
            files ->
                EmbeddedPostgres.start(
                    Checkout.locate(), files, Port.free(), Durability.DISPOSABLE));
    addresses.setProperty("postgres.port", Integer.toString(postgres.port()));
    addresses.setProperty("postgres.user", postgres.superuser().user());
    addresses.setProperty("postgres.password", postgres.superuser().password());
    EmbeddedRedis redis =
        TestServers.started(
            "redis", files -> EmbeddedRedis.start(Checkout.locate(), files, Port.free()));
    addresses.setProperty("redis.address", redis.address());
    int kafkaHost = Port.free();
    TestServers.started("kafka-host", files -> kafkaHost(files, kafkaHost));
    addresses.setProperty("kafka.host.port", Integer.toString(kafkaHost));
    write(addresses, directory.resolve(SharedServers.FILE));
    ProcessHandle.of(Long.parseLong(arguments[1])).ifPresent(run -> run.onExit().join());
    System.exit(0);
  }

  private static ChildProcess kafkaHost(Path files, int port) {
    List<String> line =
        new ArrayList<>(
            EmbeddedKafka.javaLine(
                Checkout.locate(),
                "dev.tributary.local.distributions.KafkaHost",
                Integer.toString(port)));
    line.add(1, "-Xms256m");
    line.set(line.indexOf("-Xmx256m"), "-Xmx1g");
    ChildProcess process =
        ChildProcess.start(
            new ChildProcess.Command("kafka-host", line, files.resolve("kafka-host.log")));
    process.awaitReady(() -> listens(port), BOUND);
    return process;
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static void write(Properties addresses, Path file) throws IOException {
    Path half = file.resolveSibling(file.getFileName() + ".half");
    try (Writer writer = Files.newBufferedWriter(half)) {
      addresses.store(writer, null);
    }
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
