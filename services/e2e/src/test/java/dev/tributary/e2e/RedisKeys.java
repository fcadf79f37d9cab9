package dev.tributary.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The names of all that stands in the installation's Redis.
 *
 * @param port of Redis on this machine
 * @param password of Redis
 */
record RedisKeys(int port, String password) {
  private static final int TIMEOUT_MILLIS = 10_000;

  /** Asked in Redis's own protocol: each name has a line of its own, others begin with a mark. */
  List<String> all() {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
      String asked = "AUTH " + password + "\r\nKEYS *\r\nQUIT\r\n";
      socket.getOutputStream().write(asked.getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readAllBytes();
      return new String(answer, StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("*") && !line.startsWith("$") && !line.startsWith("+"))
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
