package dev.tributary.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import dev.tributary.local.launch.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A partition that stands is seen by operators, programs and people, each with the address of the
 * input, until the partition goes on. The cause is one that no input has: a right at the database
 * that was taken away.
 */
@Tag("soak")
@Tag("soak-stalls")
@Isolated("identity resolution stands still")
class StandingPartitionTest {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String READY = "/q/health/ready";
  private static final int UP = 200;
  private static final int DOWN = 503;

  @RegisterExtension final WebUi ui = new WebUi();

  private final Stack stack = Stack.started();
  private final Shop shop = stack.newShop();
  private final String address = shop.key() + "@shop.example";
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void peopleAreAlertedWithTheAddressOfTheInputAndAgainWhenThePartitionGoesOn() throws Exception {
    shop.admin().put(shop.path("/alert-settings"), Map.of("emails", List.of(address)));
    Source web = shop.source("web");
    web.order("u-1", Instant.now());
    shop.recorded();
    try (Mailbox mailbox = new Mailbox();
        Visitor visitor = ui.visit(shop, Map.of("role", "engineer"), "")) {
      long begin;
      String at;
      try (StoppedLoop _ = StoppedLoop.ofIdentity(stack)) {
        begin = System.nanoTime();
        web.order("u-1", Instant.now());
        await().atMost(PATIENCE).until(() -> standing().count() > 0);
        Report.latency("a partition stands: said by the pipeline", begin);
        JsonNode partition = standing().findFirst().orElseThrow();
        at =
            "%s-%d, offset %d"
                .formatted(
                    partition.path("topic").asText(),
                    partition.path("partition").asInt(),
                    partition.path("offset").asLong());
        assertThat(partition.path("topic").asText()).isEqualTo("events");
        await().atMost(PATIENCE).until(() -> status() == DOWN);
        await().atMost(PATIENCE).until(() -> metric() > 0);
        await().atMost(PATIENCE).until(() -> mails(mailbox).count() == 1);
        Report.latency("a partition stands: said by mail", begin);
        Mailbox.Mail mail = mails(mailbox).findFirst().orElseThrow();
        assertThat(mail.subject() + mail.text()).contains(at).contains("names the cause");
        Page page = visitor.page();
        assertThat(page.getByText("Stopped").first()).isVisible();
        assertThat(page.getByText("continues automatically once the cause is fixed").first())
            .isVisible();
      }
      await().atMost(PATIENCE).until(() -> standing().findAny().isEmpty());
      shop.recorded();
      await().atMost(PATIENCE).until(() -> status() == UP && metric() == 0);
      await()
          .atMost(PATIENCE)
          .until(() -> mails(mailbox).anyMatch(mail -> mail.subject().contains("Resolved: ")));
      assertThat(mails(mailbox)).hasSize(2);
      assertThat(shop.admin().get(shop.path("/alerts?state=open")).path("data")).isEmpty();
    }
  }

  private Stream<JsonNode> standing() {
    return shop.admin()
        .get(shop.path("/pipeline"))
        .path("stages")
        .valueStream()
        .flatMap(stage -> stage.path("standing").valueStream());
  }

  private Stream<Mailbox.Mail> mails(Mailbox mailbox) {
    return mailbox.to(address).stream().filter(mail -> mail.subject().contains("is stopped at"));
  }

  private int status() throws IOException, InterruptedException {
    return ask(READY).statusCode();
  }

  /** How many partitions stand, over all loops of the service. */
  private double metric() throws IOException, InterruptedException {
    return ask("/q/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("tributary_loop_standing{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private HttpResponse<String> ask(String path) throws IOException, InterruptedException {
    String url = stack.installation().managementUrl(Service.IDENTITY) + path;
    return http.send(
        HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
