package dev.tributary.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Passes connections on to a server until it is closed; then it cuts and refuses them. */
final class TcpGate {
  private final String host;
  private final int target;
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private TcpGate(String host, int target, int port) throws IOException {
    this.host = host;
    this.target = target;
    this.listener = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
  }

  static TcpGate before(String host, int target, int port) {
    try {
      TcpGate gate = new TcpGate(host, target, port);
      Thread.ofVirtual().start(gate::accept);
      return gate;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void close() {
    closed = true;
    open.forEach(TcpGate::cut);
  }

  void open() {
    closed = false;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        if (closed) {
          cut(client);
        } else {
          Socket server = new Socket(host, target);
          pass(client, server);
          pass(server, client);
        }
      } catch (IOException e) {
        // A connection that fails is what this gate is for.
      }
    }
  }

  private void pass(Socket from, Socket to) {
    open.add(from);
    Thread.ofVirtual()
        .start(() -> {
          try (InputStream in = from.getInputStream()) {
            in.transferTo(to.getOutputStream());
          } catch (IOException e) {
            // The other side has gone.
          }
          cut(to);
          open.remove(from);
        });
  }

  private static void cut(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
