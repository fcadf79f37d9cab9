package dev.tributary.audience.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.ProfileConsents.ProfileConsent;
import dev.tributary.runtime.http.installation.InstallationClient;
import dev.tributary.runtime.http.installation.ServiceToken;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpIdentityConsentTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_a");
  private static final List<ProfileId> PROFILES =
      List.of(new ProfileId("prf_1"), new ProfileId("prf_2"));

  private final Vertx vertx = Vertx.vertx();
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private int status = 200;
  private HttpServer identity;
  private HttpIdentityConsent consent;

  @BeforeEach
  void identityResolutionAnswers() throws IOException {
    identity = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    identity.createContext(
        "/",
        exchange -> {
          asked.add(
              String.join(
                  " ",
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().toString(),
                  exchange.getRequestHeaders().getFirst(ServiceToken.HEADER),
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
          byte[] answer =
              """
              {"profiles":[{"profile":"prf_2","version":3,"consent":{"ads":"denied"}}]}\
              """
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    identity.start();
    consent =
        new HttpIdentityConsent(
            new InstallationClient(vertx),
            URI.create("http://127.0.0.1:" + identity.getAddress().getPort()),
            "token");
  }

  @AfterEach
  void close() {
    identity.stop(0);
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void oneQuestionNamesAllProfiles() throws InterruptedException {
    assertThat(consent.of(WORKSPACE, PROFILES))
        .containsExactly(
            new ProfileConsent(new ProfileId("prf_2"), 3, Map.of("ads", ConsentState.DENIED)));
    assertThat(asked)
        .containsExactly(
            "POST /internal/profile-consents token"
                + " {\"workspace\":\"wsp_a\",\"profiles\":[\"prf_1\",\"prf_2\"]}");
  }

  /** As one of the version before, which does not have the route. */
  @Test
  void aRefusalIsNoAnswer() {
    status = 404;
    assertThatThrownBy(() -> consent.of(WORKSPACE, PROFILES))
        .isInstanceOf(UncheckedIOException.class);
  }
}
