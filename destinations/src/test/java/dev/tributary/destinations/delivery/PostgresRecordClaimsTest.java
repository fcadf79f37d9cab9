package dev.tributary.destinations.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.postgres.Housekeeping;
import dev.tributary.destinations.postgres.PostgresRecordClaims;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PostgresRecordClaimsTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final KeyHash HASH = new KeyHash(new byte[32]);

  @Test
  void aRecordHasOneHolderUntilTheClaimEnds() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      PostgresRecordClaims claims = new PostgresRecordClaims(bench.worker, HASH);
      Target target = target("dst_1");
      assertThat(claims.take(target, "users", Map.of("5", "dlv_a", "6", "dlv_b"), DAY))
          .contains(Set.of("5", "6"));
      assertThat(claims.take(target, "users", Map.of("5", "dlv_c", "7", "dlv_c"), DAY))
          .as("another record of the same item is free")
          .contains(Set.of("7"));
      assertThat(claims.take(target, "users", Map.of("5", "dlv_a"), DAY))
          .as("a repeated attempt")
          .contains(Set.of("5"));
      assertThat(claims.take(target, "organizations", Map.of("5", "dlv_c"), DAY))
          .contains(Set.of("5"));
      assertThat(claims.take(target("dst_2"), "users", Map.of("5", "dlv_c"), DAY))
          .contains(Set.of("5"));

      claims.free(target, "users", Map.of("5", "dlv_c"));
      assertThat(claims.take(target, "users", Map.of("5", "dlv_c"), DAY))
          .as("another holder cannot free it")
          .contains(Set.of());
      claims.free(target, "users", Map.of("5", "dlv_a"));
      assertThat(claims.take(target, "users", Map.of("5", "dlv_c"), DAY)).contains(Set.of("5"));
      bench.execute("update record_claim set ends_at = now() - interval '1 second'");
      assertThat(claims.take(target, "users", Map.of("5", "dlv_a"), DAY)).contains(Set.of("5"));
      assertThat(bench.number("select count(*) from record_claim where name in ('5', '6', '7')"))
          .isZero();
    }
  }

  @Test
  void ofManyInstancesOneTakesARecord() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A);
        ExecutorService instances = Executors.newFixedThreadPool(8)) {
      PostgresRecordClaims claims = new PostgresRecordClaims(bench.worker, HASH);
      List<Future<Integer>> taken = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String item = "dlv_" + i;
        Map<String, String> asked = Map.of("1", item, "2", item, "3", item);
        taken.add(
            instances.submit(
                () -> claims.take(target("dst_1"), "users", asked, DAY).orElseThrow().size()));
      }
      int all = 0;
      for (Future<Integer> each : taken) {
        all += each.get();
      }
      assertThat(all).isEqualTo(3);
    }
  }

  @Test
  void anOldClaimIsDeleted() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      PostgresRecordClaims claims = new PostgresRecordClaims(bench.worker, HASH);
      claims.take(target("dst_1"), "users", Map.of("5", "dlv_a"), DAY);
      bench.execute("update record_claim set ends_at = now() - interval '1 hour'");
      claims.take(target("dst_1"), "users", Map.of("6", "dlv_b"), DAY);
      try (Housekeeping housekeeping =
          new Housekeeping(bench.worker, Clock.systemUTC(), Duration.ofDays(30))) {
        housekeeping.sweep();
      }
      assertThat(bench.number("select count(*) from record_claim")).isEqualTo(1);
    }
  }

  private static Target target(String destination) {
    return new Target(
        new WorkspaceId("wsp_1"),
        new DestinationId(destination),
        Json.MAPPER.createObjectNode(),
        Map.of(),
        null);
  }
}
