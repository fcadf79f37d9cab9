package dev.tributary.testkit.infra;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.local.infra.KafkaFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;

/** A broker in the JVM that hosts the brokers of a run. It runs while this connection is open. */
final class HostedBroker implements AutoCloseable {
  private final Socket socket;
  private final BufferedReader answers;
  private final int port;

  private HostedBroker(Socket socket, int port) throws IOException {
    this.socket = socket;
    this.answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    this.port = port;
  }

  /**
   * @param host the port of the host
   */
  static HostedBroker start(int host, KafkaFiles files) {
    try {
      HostedBroker broker =
          new HostedBroker(new Socket(InetAddress.getLoopbackAddress(), host), files.port());
      new PrintWriter(broker.socket.getOutputStream(), true, UTF_8)
          .println(files.configuration() + " " + files.clusterId());
      broker.expect("started");
      return broker;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  /** Returns after the broker has written its files for the last time: then they may be deleted. */
  @Override
  public void close() throws IOException {
    try (socket) {
      socket.shutdownOutput();
      expect("stopped");
    }
  }

  private void expect(String word) throws IOException {
    String answer = answers.readLine();
    if (!word.equals(answer)) {
      throw new IOException("The broker's host said " + answer + " instead of " + word);
    }
  }
}
