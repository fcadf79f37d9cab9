package dev.tributary.destinations.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.destinations.connector.EffectClass;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/**
 * Somebody enters an audience at the moment at which their record's id at the vendor becomes known:
 * the membership goes out, whoever of the two transactions is first.
 */
class LateMembershipTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

  @Test
  void whoeverEntersWhileTheirRecordIsReportedIsOnTheList() throws Exception {
    try (Bench bench = Bench.asking(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.audienceSync(destination, "contacts", new AudienceId("aud_1"));
      bench.audienceSync(destination, "contacts", new AudienceId("aud_2"));
      CountDownLatch sent = new CountDownLatch(1);
      CountDownLatch answered = new CountDownLatch(1);
      bench.fake.store(destination).before =
          () -> {
            sent.countDown();
            try {
              answered.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          };
      bench.apply(
          bench.updated(
              Bench.person(
                  new ProfileId("prf_1"),
                  1,
                  "ann@example.org",
                  "Ann",
                  Map.of(Bench.PURPOSE, ConsentState.GRANTED))),
          bench.member(new AudienceId("aud_1"), new ProfileId("prf_1"), true, 1, 1));
      bench.engine();
      sent.await();
      try (Connection late = bench.worker.getConnection()) {
        late.setAutoCommit(false);
        bench.applyIn(
            late, bench.member(new AudienceId("aud_2"), new ProfileId("prf_1"), true, 1, 1));
        answered.countDown();
        await()
            .atMost(BOUND)
            .until(() ->
                bench.number(
                        "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                            + " and datname = current_database()")
                    > 0);
        late.commit();
      }
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 3);
      assertThat(bench.number("select count(*) from delivery where state <> 'delivered'")).isZero();
    }
  }
}
