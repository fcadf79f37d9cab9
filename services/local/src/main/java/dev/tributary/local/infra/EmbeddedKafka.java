package dev.tributary.local.infra;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One Apache Kafka broker (KRaft, its own controller) in its own JVM. */
public final class EmbeddedKafka implements AutoCloseable {

  /**
   * An additional listener, to test TLS, passwords or a bad network.
   *
   * @param advertised the port on which its clients reach it
   * @param settings of the broker that it needs
   */
  public record Listener(
      String name, String protocol, int port, int advertised, Map<String, String> settings) {

    public Listener {
      settings = Map.copyOf(settings);
    }

    public Listener(String name, String protocol, int port, Map<String, String> settings) {
      this(name, protocol, port, port, settings);
    }
  }

  private static final Duration START_BOUND = Duration.ofSeconds(90);

  private final ChildProcess process;
  private final int port;

  private EmbeddedKafka(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts the broker with the files in the directory, or a new one.
   *
   * @throws StartFailure if it does not serve under its own cluster id within 90 seconds
   */
  public static EmbeddedKafka start(
      Checkout checkout, Path directory, int port, Listener... further) {
    return start(JvmFlags.chosen(), checkout, directory, port, further);
  }

  /**
   * Starts the broker of an installation, which runs for long.
   *
   * @throws StartFailure if it does not serve under its own cluster id within 90 seconds
   */
  public static EmbeddedKafka startForLong(
      Checkout checkout, Path directory, int port, Listener... further) {
    return start(JvmFlags.ofLongRun(), checkout, directory, port, further);
  }

  private static EmbeddedKafka start(
      List<String> flags, Checkout checkout, Path directory, int port, Listener... further) {
    Port.requireFree(port, "Kafka");
    KafkaFiles files = KafkaFiles.write(directory, port, further);
    ChildProcess process = ChildProcess.start(command(flags, checkout, files));
    process.awaitReady(files::serves, START_BOUND);
    return new EmbeddedKafka(process, port);
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  public ChildProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
  }

  private static ChildProcess.Command command(
      List<String> flags, Checkout checkout, KafkaFiles files) {
    List<String> line =
        javaLine(
            flags,
            checkout,
            "dev.tributary.local.distributions.KafkaServer",
            files.configuration().toString(),
            files.clusterId());
    return new ChildProcess.Command(
        "kafka", line, files.configuration().resolveSibling("kafka.log"));
  }

  /** How to run a program with the broker's jars. */
  public static List<String> javaLine(Checkout checkout, String program, String... arguments) {
    return javaLine(JvmFlags.chosen(), checkout, program, arguments);
  }

  private static List<String> javaLine(
      List<String> flags, Checkout checkout, String program, String... arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(flags);
    line.add("-Djava.util.logging.SimpleFormatter.format=%1$tFT%1$tT.%1$tL %4$s %3$s %5$s%6$s%n");
    line.addAll(List.of("-cp", checkout.kafkaClassPath(), program));
    line.addAll(List.of(arguments));
    return line;
  }
}
