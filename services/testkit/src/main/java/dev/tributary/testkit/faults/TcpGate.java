package dev.tributary.testkit.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands before a server on the loopback address. While it is open it passes bytes on; once shut it
 * cuts what is connected and turns newcomers away. Thread-safe.
 */
public final class TcpGate implements AutoCloseable {
  private final int target;
  private final ServerSocket listener;
  private final Set<Socket> connected = ConcurrentHashMap.newKeySet();
  private volatile boolean open = true;

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

  /** Ends every connection; newcomers still pass. */
  public void cut() {
    connected.forEach(TcpGate::close);
    connected.clear();
  }

  @Override
  public void close() {
    shut();
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        pass(listener.accept());
      } catch (IOException e) {
        // The listener was closed, or the target is not there: the client sees its end.
      }
    }
  }

  private void pass(Socket client) throws IOException {
    if (!open) {
      client.close();
      return;
    }
    connected.add(client);
    try {
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      connected.add(server);
      Thread.ofVirtual().start(() -> copy(client, server));
      Thread.ofVirtual().start(() -> copy(server, client));
    } catch (IOException e) {
      close(client);
      throw e;
    }
  }

  private void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One side has ended.
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
      // It is closed as far as it can be.
    }
  }
}
