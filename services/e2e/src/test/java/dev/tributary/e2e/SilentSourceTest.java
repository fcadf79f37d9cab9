package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.local.launch.Service;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A source that stops sending opens one alert, and its next event resolves the alert. What the
 * source has sent in the minutes before is written where identity resolution keeps it.
 */
@Tag("soak")
@Tag("soak-journeys")
class SilentSourceTest {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String SILENT = "source-silent";
  private static final String ABOUT = "No events from";

  private final Stack stack = Stack.started();
  private final Shop shop = stack.newShop();

  @Test
  void aSilentSourceOpensOneAlertAndItsNextEventResolvesTheAlert() {
    Source web = shop.source("web");
    try (AlertReceiver alerts = new AlertReceiver(stack, shop)) {
      web.order("u-1", Instant.now());
      remember();
      await().atMost(PATIENCE).until(() -> alerts.received("alert.opened", SILENT, ABOUT) == 1);
      assertThat(alerts.mails(subject -> subject.contains("source “web”"))).hasSize(1);
      await()
          .atMost(PATIENCE)
          .until(() -> {
            web.order("u-1", Instant.now());
            return alerts.received("alert.resolved", SILENT, ABOUT) == 1;
          });
      assertThat(alerts.all()).doesNotHaveDuplicates();
    }
  }

  /** A source has a habit once it has sent something in three different minutes. */
  private void remember() {
    await()
        .atMost(PATIENCE)
        .until(() ->
            stack.number(
                    Service.IDENTITY,
                    """
                    with sent as (
                      insert into source_minute (workspace, source, minute, last_at)
                      select workspace, source, minute - n * interval '1 minute',
                        last_at - n * interval '1 minute'
                      from source_minute, generate_series(1, 2) n where workspace = '%s'
                      on conflict do nothing returning 1)
                    select count(*) from sent\
                    """
                        .formatted(shop.id()))
                > 0);
  }
}
