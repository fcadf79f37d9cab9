package dev.tributary.runtime.http.installation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.fact.Facts;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Questions to services that answer badly, over real connections. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ServiceQuestionsTest {
  private static final Duration WITHIN = Duration.ofSeconds(1);

  private final KeyHash keys =
      new KeyHash("a secret for this test".getBytes(StandardCharsets.UTF_8));
  private final Vertx vertx = Vertx.vertx();
  private final ServerSocket server;

  ServiceQuestionsTest() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void anAnswerThatStopsInItsMiddleIsNone() {
    answer("HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n{\"facts\"");
    assertThat(ask()).isFalse();
  }

  private boolean ask() {
    URI uri = URI.create("http://127.0.0.1:" + server.getLocalPort());
    ServiceQuestions questions =
        new ServiceQuestions(
            _ -> uri, new ServiceTokens(keys, keys), new InstallationClient(vertx));
    return questions.ask(Service.IDENTITY, "/internal/facts", WITHIN, Facts.class).isPresent();
  }

  /** Answers one connection, and leaves it open. */
  private void answer(String text) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            Socket connection = server.accept();
            InputStream request = connection.getInputStream();
            request.read();
            OutputStream answer = connection.getOutputStream();
            answer.write(text.getBytes(StandardCharsets.UTF_8));
            answer.flush();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
