package dev.tributary.collector.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.tributary.collector.CollectorEnvironment;
import dev.tributary.collector.Surroundings;
import dev.tributary.collector.Surroundings.TestSource;
import dev.tributary.testkit.browser.Chromium;
import dev.tributary.testkit.faults.FaultyProxy;
import dev.tributary.testkit.node.NodeProject;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(CollectorEnvironment.class)
class BrowserSdkTest {
  private static final Duration BOUND = Duration.ofMinutes(5);
  private static final int OF_EACH_TYPE = 1_000;

  @ParameterizedTest
  @ValueSource(strings = {"standard", "batching"})
  void everyCallArrivesOnceThroughA503AndALostAnswer(String strategy) throws IOException {
    try (Chromium chromium = Chromium.launch()) {
      TestSource source = Surroundings.source();
      URI collector = URI.create("http://127.0.0.1:" + RestAssured.port);
      NodeProject clients = NodeProject.sdkClients();
      try (FaultyProxy proxy = FaultyProxy.refusingThenLosing(collector);
          StaticSite site = StaticSite.of(clients.folder())) {
        Page page = chromium.browser().newPage();
        page.setDefaultTimeout(BOUND.toMillis());
        page.navigate(site.uri().resolve("/browser.html").toString());
        page.evaluate(
            "options => sendEverything(options)",
            Map.of(
                "url",
                proxy.uri().toString(),
                "writeKey",
                source.writeKey(),
                "strategy",
                strategy,
                "count",
                OF_EACH_TYPE));
        page.waitForFunction("() => window.done");
        assertThat(page.evaluate("() => window.done")).isEqualTo("delivered");
        assertThat(proxy.injected()).isEqualTo(2);
        // A page that is closed sends nothing again.
        SentCalls.assertEachArrivedOnce(source, OF_EACH_TYPE);
      }
    }
  }
}
