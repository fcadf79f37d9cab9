package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.e2e.kill.Parts;
import dev.tributary.local.infra.HttpProbe;
import dev.tributary.local.launch.Service;
import dev.tributary.testkit.faults.StoppedProcess;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A service that comes back before the log does decides nothing by what it has not read yet. */
@Tag("soak-stalls")
@Isolated("the log stands still, a service is killed")
class RestartTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Stack stack = Stack.started();
  private final Shop shop = stack.newShop();
  private final Parts parts = new Parts(stack.installation().checkout());

  @Test
  void whatTheWorkspaceAllowsIsNotWithheldWhileTheWorkspaceIsUnknown() throws Exception {
    shop.allowUnknown("marketing");
    Receiver hook = shop.destinations().webhook("hook");
    String sync = shop.syncs().events("hook");
    hook.fail("{\"fault\": {\"kind\": \"server-error\"}}");
    shop.source("web").order("u-1", Instant.now());
    await().atMost(PATIENCE).until(() -> !shop.deliveries().of(sync, "retrying").isEmpty());

    String live = stack.installation().managementUrl(Service.DESTINATIONS) + "/q/health/live";
    long killed;
    try (StoppedProcess log = parts.stop("kafka")) {
      killed = parts.kill(Service.DESTINATIONS.name());
      hook.recover();
      await("the service, without the log").atMost(PATIENCE).until(() -> HttpProbe.answers(live));
    }
    parts.awaitAnother(Service.DESTINATIONS.name(), killed);
    await().atMost(PATIENCE).until(() -> shop.deliveries().of(sync, "retrying").isEmpty());
    assertThat(shop.deliveries().of(sync, "withheld")).isEmpty();
    shop.delivered();
    assertThat(hook.received()).isEqualTo(1);
  }
}
