package dev.tributary.runtime.messaging;

import dev.tributary.local.infra.Port;
import dev.tributary.runtime.http.RunningService;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/**
 * The environment of a service whose broker does not run yet. The test starts it. The service has
 * the channel of workspaces, and follows the end of {@code facts}. The first clients of both cannot
 * be created.
 */
public final class ServiceBeforeItsBroker implements QuarkusTestResourceLifecycleManager {
  /** The channel that follows the end of {@code facts}. */
  static final String END = "end-of-facts";

  private static final String INCOMING = "mp.messaging.incoming.";

  private final RunningService service = new RunningService();

  @Override
  public Map<String, String> start() {
    Map<String, String> environment = new HashMap<>(service.start());
    environment.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + Port.free());
    environment.put(INCOMING + "workspaces.metric.reporters", FailsAtFirst.class.getName());
    String end = INCOMING + END + ".";
    environment.put(end + "connector", "smallrye-kafka");
    environment.put(end + "kafka-configuration", ChannelSettings.ENDS);
    environment.put(end + "topic", "facts");
    environment.put(end + "assign-seek", "0:-1,1:-1,2:-1");
    environment.put(end + "metric.reporters", FailsAtFirst.class.getName());
    return environment;
  }

  @Override
  public void stop() {
    service.stop();
  }
}
