package dev.tributary.destinations.connectors.postgresql;

import dev.tributary.destinations.connector.WriteFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A network in front of a server that can fail at the commit of a transaction. */
final class CommitRelay implements AutoCloseable {
  private static final int BUFFER = 16_384;

  private final ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  private final int server;

  /** Of the commits from now on; null for none. */
  volatile @Nullable WriteFailure failure;

  /** Whether a commit has failed. */
  volatile boolean failed;

  /**
   * @param server its port
   */
  CommitRelay(int server) throws IOException {
    this.server = server;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException e) {
      // The test has ended.
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server)) {
      Answers answers = new Answers(upstream.getInputStream(), client.getOutputStream());
      Thread.ofVirtual().start(answers::pass);
      InputStream in = client.getInputStream();
      OutputStream out = upstream.getOutputStream();
      byte[] bytes = new byte[BUFFER];
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        WriteFailure now = failure;
        boolean fails = now != null && isCommit(bytes, count);
        if (fails) {
          failed = true;
          answers.silent = true;
        }
        if (fails && now == WriteFailure.CUT_BEFORE) {
          return;
        }
        if (fails && now == WriteFailure.HANG_BEFORE) {
          continue;
        }
        out.write(bytes, 0, count);
        if (fails && now == WriteFailure.CUT_AFTER) {
          answers.withheld.await();
          return;
        }
      }
    } catch (IOException e) {
      // A side has left.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isCommit(byte[] bytes, int count) {
    return new String(bytes, 0, count, StandardCharsets.ISO_8859_1).contains("COMMIT");
  }

  /** The answers of a connection, which a failure withholds. */
  private static final class Answers {
    final CountDownLatch withheld = new CountDownLatch(1);
    volatile boolean silent;
    private final InputStream in;
    private final OutputStream out;

    Answers(InputStream in, OutputStream out) {
      this.in = in;
      this.out = out;
    }

    void pass() {
      byte[] bytes = new byte[BUFFER];
      try {
        for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
          if (silent) {
            withheld.countDown();
          } else {
            out.write(bytes, 0, count);
          }
        }
        out.close();
      } catch (IOException e) {
        // A side has left.
      }
      withheld.countDown();
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
