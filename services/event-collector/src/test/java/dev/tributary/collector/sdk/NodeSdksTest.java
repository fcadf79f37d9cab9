package dev.tributary.collector.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.collector.CollectorEnvironment;
import dev.tributary.collector.Surroundings;
import dev.tributary.collector.Surroundings.TestSource;
import dev.tributary.testkit.faults.FaultyProxy;
import dev.tributary.testkit.node.NodeProject;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(CollectorEnvironment.class)
class NodeSdksTest {
  private static final Duration BOUND = Duration.ofMinutes(4);
  private static final int OF_EACH_TYPE = 1_000;

  @ParameterizedTest
  @ValueSource(strings = {"segment", "rudder"})
  void everyCallArrivesOnceThroughA503AndALostAnswer(String sdk) {
    TestSource source = Surroundings.source();
    URI collector = URI.create("http://127.0.0.1:" + RestAssured.port);
    try (FaultyProxy proxy = FaultyProxy.refusingThenLosing(collector)) {
      NodeProject.Ended ended =
          NodeProject.sdkClients()
              .run(
                  BOUND,
                  "send.mjs",
                  sdk,
                  proxy.uri().toString(),
                  source.writeKey(),
                  Integer.toString(OF_EACH_TYPE));
      assertThat(ended.exitCode()).as(ended.output()).isZero();
      assertThat(proxy.injected()).isEqualTo(2);
    }
    SentCalls.assertEachArrivedOnce(source, OF_EACH_TYPE);
  }
}
