package dev.tributary.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.testkit.services.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(GatewayEnvironment.class)
class ClientLimitTest {
  private static final String ME = "/api/v1/me";
  private static final int AT_ONCE = 16;
  private static final int ROUNDS = 250;

  @Test
  void whoAsksTooMuchIsToldWhenToComeBackAndNobodyElseIs() throws Exception {
    JsonNode workspace = Workspaces.create(Workspaces.freshKey());
    Api hasty = Workspaces.admin(workspace);

    Answer refused = firstRefusal(hasty);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.code()).isEqualTo("rate-limited");
    assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(refused.json().path("retryable").asBoolean()).isTrue();
    assertThat(refused.header("Retry-After")).matches("[1-9][0-9]*");

    assertThat(Workspaces.admin(Workspaces.create(Workspaces.freshKey())).get(ME).status())
        .isEqualTo(200);
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> hasty.get(ME).status() == 200);
  }

  private static Answer firstRefusal(Api client) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < ROUNDS; round++) {
        List<Future<Answer>> answers =
            IntStream.range(0, AT_ONCE)
                .mapToObj(i -> threads.submit(() -> client.get(ME)))
                .toList();
        Optional<Answer> refused = refused(answers);
        if (refused.isPresent()) {
          return refused.get();
        }
      }
    }
    throw new AssertionError("%d requests were all answered".formatted(ROUNDS * AT_ONCE));
  }

  private static Optional<Answer> refused(List<Future<Answer>> answers)
      throws InterruptedException, ExecutionException {
    Optional<Answer> found = Optional.empty();
    for (Future<Answer> answer : answers) {
      if (answer.get().status() != 200) {
        found = Optional.of(answer.get());
      }
    }
    return found;
  }
}
