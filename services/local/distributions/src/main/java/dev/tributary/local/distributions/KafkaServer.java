package dev.tributary.local.distributions;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.Kafka;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * One broker that is its own controller. Formats its log directory if it is new, which saves the
 * JVM that {@code kafka-storage.sh} would need, and then runs until SIGTERM.
 */
public final class KafkaServer {

  private KafkaServer() {}

  /**
   * Arguments: the properties file and the cluster id (a URL-safe base64 UUID of 22 characters).
   */
  public static void main(String[] arguments) throws Exception {
    Path configuration = Path.of(arguments[0]);
    prepared(configuration, arguments[1]);
    Kafka.main(new String[] {configuration.toString()});
  }

  /** The settings of a broker whose log directory is ready. */
  static Properties prepared(Path configuration, String clusterId) throws Exception {
    var properties = new Properties();
    try (Reader reader = Files.newBufferedReader(configuration)) {
      properties.load(reader);
    }
    format(properties.getProperty("log.dirs"), clusterId);
    return properties;
  }

  private static void format(String directory, String clusterId) throws Exception {
    var formatter = new Formatter();
    formatter.setClusterId(clusterId);
    formatter.setNodeId(1);
    formatter.setControllerListenerName("CONTROLLER");
    formatter.setMetadataLogDirectory(directory);
    formatter.setDirectories(List.of(directory));
    formatter.setIgnoreFormatted(true);
    formatter.run();
  }
}
