package dev.tributary.testkit.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * A TCP proxy in front of a server on the loopback address. While it is open, it passes bytes on.
 * When it is shut, it ends all connections and refuses new ones. While it drops packets, both sides
 * see an open connection, and no bytes arrive. Thread-safe.
 */
public final class TcpGate implements AutoCloseable {
  private static final int BUFFER = 16_384;

  private final int target;
  private final ServerSocket listener;
  private final Set<Socket> connected = ConcurrentHashMap.newKeySet();
  private volatile boolean open = true;
  private volatile CountDownLatch passable = new CountDownLatch(0);

  private TcpGate(int target, ServerSocket listener) {
    this.target = target;
    this.listener = listener;
  }

  /**
   * A gate that is open.
   *
   * @param port to listen on; 0 chooses one
   */
  public static TcpGate before(int target, int port) {
    try {
      TcpGate gate =
          new TcpGate(target, new ServerSocket(port, 50, InetAddress.getLoopbackAddress()));
      Thread.ofVirtual().start(gate::accept);
      return gate;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return listener.getLocalPort();
  }

  public void shut() {
    open = false;
    cut();
  }

  public void reopen() {
    open = true;
  }

  /**
   * Simulates a network that loses every packet: connections stay, and the bytes of both directions
   * arrive after {@link #passPackets} is called.
   */
  public void dropPackets() {
    passable = new CountDownLatch(1);
  }

  public void passPackets() {
    passable.countDown();
  }

  /** Ends every connection; new connections are still accepted. */
  public void cut() {
    connected.forEach(TcpGate::close);
    connected.clear();
  }

  @Override
  public void close() {
    shut();
    passPackets();
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> pass(client));
      } catch (IOException e) {
        // The listener was closed.
      }
    }
  }

  private void pass(Socket client) {
    connected.add(client);
    try {
      passable.await();
      if (!open) {
        throw new IOException("The gate is shut");
      }
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      connected.add(server);
      Thread.ofVirtual().start(() -> copy(client, server));
      Thread.ofVirtual().start(() -> copy(server, client));
    } catch (IOException e) {
      // The gate is shut, or the target does not listen: the client's connection ends.
      connected.remove(client);
      close(client);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void copy(Socket from, Socket to) {
    byte[] bytes = new byte[BUFFER];
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        passable.await();
        out.write(bytes, 0, count);
      }
    } catch (IOException e) {
      // One side has closed the connection.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close(from);
      close(to);
      connected.remove(from);
      connected.remove(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // There is nothing more to close.
    }
  }
}
