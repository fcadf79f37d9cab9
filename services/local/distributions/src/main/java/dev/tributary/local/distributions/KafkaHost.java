package dev.tributary.local.distributions;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;

/**
 * Brokers in one JVM, for tests: from the second broker on, the code is already compiled. The host
 * listens on a port of the loopback address. A line with a properties file and a cluster id,
 * separated by a space, starts one more broker; the answer is {@code started}. The broker stops
 * when the client closes its side of the connection; the answer is {@code stopped}.
 */
public final class KafkaHost {

  private KafkaHost() {}

  /** Argument: the port. */
  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(arguments[0]);
    // The failure of a broker does not end the others.
    Exit.setExitProcedure((code, message) -> failed(message));
    Exit.setHaltProcedure((code, message) -> failed(message));
    try (ServerSocket server = new ServerSocket(port, 0, InetAddress.getLoopbackAddress())) {
      while (true) {
        Socket client = server.accept();
        Thread.ofPlatform().name("client").start(() -> serve(client));
      }
    }
  }

  private static void failed(String message) {
    throw new IllegalStateException("A broker ends: " + message);
  }

  private static void serve(Socket client) {
    try (client) {
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
      PrintWriter answer = new PrintWriter(client.getOutputStream(), true, UTF_8);
      String line = lines.readLine();
      if (line != null) {
        run(line, lines, answer);
      }
    } catch (IOException e) {
      // The client has closed the connection.
    }
  }

  private static void run(String line, BufferedReader lines, PrintWriter answer)
      throws IOException {
    int blank = line.lastIndexOf(' ');
    KafkaRaftServer broker;
    try {
      broker = start(Path.of(line.substring(0, blank)), line.substring(blank + 1));
    } catch (Exception e) {
      e.printStackTrace();
      answer.println("failed: " + e);
      return;
    }
    answer.println("started");
    try {
      lines.readLine();
    } finally {
      broker.shutdown();
      answer.println("stopped");
    }
  }

  private static KafkaRaftServer start(Path configuration, String clusterId) throws Exception {
    Properties properties = KafkaServer.prepared(configuration, clusterId);
    KafkaRaftServer broker =
        new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
    broker.startup();
    return broker;
  }
}
