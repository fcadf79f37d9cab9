package dev.tributary.local.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** TCP ports of the loopback address. */
public final class Port {

  private Port() {}

  /** A port that was free a moment ago; another process may be faster. */
  public static int free() {
    return free(1).getFirst();
  }

  /** So many different ones, for a port that was free once is soon given out again. */
  public static List<Integer> free(int count) {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      List<Integer> ports = held.stream().map(ServerSocket::getLocalPort).toList();
      for (ServerSocket socket : held) {
        socket.close();
      }
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException("No free port on the loopback address", e);
    }
  }

  public static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * @throws StartFailure if the port that a part was to use is taken
   */
  public static void requireFree(int port, String part) {
    if (!isFree(port)) {
      throw new StartFailure(
          "Port %d, on which %s was to listen, is taken by another process.".formatted(port, part));
    }
  }
}
