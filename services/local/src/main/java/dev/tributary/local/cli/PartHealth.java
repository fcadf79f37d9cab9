package dev.tributary.local.cli;

import dev.tributary.local.infra.EmbeddedKeycloak;
import dev.tributary.local.launch.Installation;
import dev.tributary.local.launch.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Asks the parts of an installation for their present state. A service answers at its management
 * port, and Keycloak serves its realm. For all other parts, the question is only whether they
 * accept connections. All are asked at the same time. A plain socket is enough, and loads faster
 * than an HTTP client. Platform threads have ended when all have answered; the threads that poll
 * for virtual threads would still be in native code, and the JVM waits 0.3 s for them at its exit.
 *
 * @param patience the time for all of them together; a later answer counts as none
 */
record PartHealth(Duration patience) {
  static final String READY = "ready";
  static final String NOT_READY = "not ready";
  static final String NO_ANSWER = "no answer";

  private static final String OK = " 200 ";
  private static final int LONGEST_LINE = 64;

  /**
   * The state of each part, in their order. Parts that the launcher has not seen ready, or has
   * stopped, are not asked.
   */
  List<String> states(List<Run.Entry> parts) {
    AtomicReferenceArray<String> states = new AtomicReferenceArray<>(parts.size());
    List<Thread> asking = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      int index = i;
      states.set(i, NO_ANSWER);
      asking.add(
          Thread.ofPlatform().daemon().start(() -> states.set(index, state(parts.get(index)))));
    }
    awaitAll(asking);
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      answers.add(states.get(i));
    }
    return answers;
  }

  private void awaitAll(List<Thread> asking) {
    long end = System.nanoTime() + patience.toNanos();
    try {
      for (Thread each : asking) {
        each.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String state(Run.Entry part) {
    if (!part.state().equals(READY)) {
      return part.state();
    }
    Question question = Question.to(part);
    try (Socket socket = connected(question.port())) {
      return question.path() == null || isOk(socket, question.path()) ? READY : NOT_READY;
    } catch (IOException e) {
      return NO_ANSWER;
    }
  }

  private Socket connected(int port) throws IOException {
    Socket socket = new Socket();
    try {
      int millis = Math.max(1, (int) patience.toMillis());
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), millis);
      socket.setSoTimeout(millis);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static boolean isOk(Socket socket, String path) throws IOException {
    String request = "GET " + path + " HTTP/1.0\r\nHost: localhost\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    StringBuilder line = new StringBuilder();
    for (int read = socket.getInputStream().read();
        read != '\n' && line.length() < LONGEST_LINE;
        read = socket.getInputStream().read()) {
      if (read < 0) {
        throw new IOException("The connection was closed");
      }
      line.append((char) read);
    }
    return line.indexOf(OK) > 0;
  }

  /**
   * The address of the question. Without a path it is enough that the part accepts the connection.
   */
  private record Question(int port, @Nullable String path) {

    static Question to(Run.Entry part) {
      if (part.name().equals(Installation.KEYCLOAK)) {
        return new Question(part.port(), EmbeddedKeycloak.REALM_PATH);
      }
      Integer management = part.managementPort();
      return management == null
          ? new Question(part.port(), null)
          : new Question(management, "/q/health/ready");
    }
  }
}
