package dev.tributary.local.infra;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * TCP ports of the loopback address. Thread-safe.
 *
 * <p>Free ports are searched below the range that operating systems use for outgoing connections
 * (from 32768 on Linux, from 49152 elsewhere). Otherwise any connection might take one before its
 * server does. A server listens seconds or minutes after its port was chosen. Until then a lock
 * file keeps the port from the other programs of the same user that use this class.
 */
public final class Port {
  private static final int FIRST = 10_000;
  private static final int BEYOND = 32_768;
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();
  private static final PortLocks LOCKS =
      new PortLocks(
          Path.of(
              System.getProperty("java.io.tmpdir"),
              "tributary-ports-" + System.getProperty("user.name")));

  private Port() {}

  /**
   * A port that was free a moment ago, and that this process gives only once. A program without
   * this class may take it first.
   *
   * @throws StartFailure if there is none
   */
  public static int free() {
    return free(FIRST, BEYOND);
  }

  static int free(int first, int beyond) {
    int count = beyond - first;
    int begin = ThreadLocalRandom.current().nextInt(count);
    for (int i = 0; i < count; i++) {
      int port = first + (begin + i) % count;
      if (isUnused(port) && LOCKS.take(port) && GIVEN.add(port)) {
        return port;
      }
    }
    throw new StartFailure(
        "No free port from %d to %d on the loopback address".formatted(first, beyond - 1));
  }

  /**
   * Reserves a free port until this process ends: neither {@link #free()} nor another program
   * chooses it. A repeated call returns true again.
   *
   * @return false if the port is in use, or if another program has reserved it
   */
  public static boolean reserve(int port) {
    boolean reserved = isUnused(port) && LOCKS.take(port);
    if (reserved) {
      GIVEN.add(port);
    }
    return reserved;
  }

  /** Whether nothing listens on the port. Another program may have reserved it. */
  public static boolean isUnused(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * @throws StartFailure if the port of a part is in use
   */
  public static void requireFree(int port, String part) {
    if (!isUnused(port)) {
      throw new StartFailure(
          "Port %d, on which %s was to listen, is taken by another process.".formatted(port, part));
    }
  }
}
