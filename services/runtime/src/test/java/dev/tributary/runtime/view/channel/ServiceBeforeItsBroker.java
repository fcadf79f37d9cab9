package dev.tributary.runtime.view.channel;

import dev.tributary.local.infra.Port;
import dev.tributary.runtime.http.RunningService;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/**
 * The environment of a service whose broker does not run yet. The test starts it. The first clients
 * of the channel of workspaces cannot be created.
 */
public final class ServiceBeforeItsBroker implements QuarkusTestResourceLifecycleManager {
  private final RunningService service = new RunningService();

  @Override
  public Map<String, String> start() {
    Map<String, String> environment = new HashMap<>(service.start());
    environment.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + Port.free());
    environment.put(
        "mp.messaging.incoming.workspaces.metric.reporters", FailsAtFirst.class.getName());
    return environment;
  }

  @Override
  public void stop() {
    service.stop();
  }
}
