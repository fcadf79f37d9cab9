package dev.tributary.destinations.connectors.apachekafka;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.protocol.ApiKeys;

/** A network in front of a broker that can fail at a request with messages. */
final class CuttingRelay implements AutoCloseable {
  /** The failure of a request with messages. */
  enum Failure {
    NONE,
    /** The connection ends, and the broker does not get the request. */
    CUT_BEFORE,
    /** The broker answers, and the connection ends in the place of its answer. */
    CUT_AFTER,
    /** No answer comes, and the broker does not get the request. */
    HANG_BEFORE,
    /** No answer comes, and the broker gets the request. */
    HANG_AFTER,
    /** A proxy answers with a page, and the broker does not get the request. */
    PAGE
  }

  private static final byte[] PAGE =
      "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket server;
  private final int broker;

  /** Of the requests from now on. */
  volatile Failure failure = Failure.NONE;

  /** The number of requests that have failed. */
  final AtomicInteger failed = new AtomicInteger();

  /**
   * @param port of the relay
   * @param broker the port of the broker
   */
  CuttingRelay(int port, int broker) throws IOException {
    this.server = new ServerSocket(port, 10, InetAddress.getByName("localhost"));
    this.broker = broker;
    Thread.ofVirtual().start(this::accept);
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // The test has ended.
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket upstream = new Socket("localhost", broker);
        DataInputStream requests = new DataInputStream(client.getInputStream());
        DataOutputStream answers = new DataOutputStream(client.getOutputStream());
        DataInputStream in = new DataInputStream(upstream.getInputStream());
        DataOutputStream out = new DataOutputStream(upstream.getOutputStream())) {
      while (true) {
        byte[] request = requests.readNBytes(requests.readInt());
        boolean messages = ByteBuffer.wrap(request).getShort() == ApiKeys.PRODUCE.id;
        Failure now = messages ? failure : Failure.NONE;
        if (now != Failure.NONE) {
          failed.incrementAndGet();
        }
        if (now == Failure.HANG_BEFORE) {
          continue;
        }
        if (now == Failure.CUT_BEFORE) {
          return;
        }
        if (now == Failure.PAGE) {
          answers.write(PAGE);
          answers.flush();
          continue;
        }
        write(out, request);
        byte[] answer = in.readNBytes(in.readInt());
        if (now == Failure.CUT_AFTER) {
          return;
        }
        if (now != Failure.HANG_AFTER) {
          write(answers, answer);
        }
      }
    } catch (IOException e) {
      // A side has left.
    }
  }

  private static void write(DataOutputStream to, byte[] frame) throws IOException {
    to.writeInt(frame.length);
    to.write(frame);
    to.flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
