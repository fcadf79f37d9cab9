package dev.tributary.destinations.http.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.Manifest.RateLimit;
import dev.tributary.destinations.funnel.Funnel;
import dev.tributary.destinations.funnel.FunnelStop;
import dev.tributary.runtime.tenancy.CountNoise;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The rounded counts of a new sync. */
class NewSyncCountsViewTest {
  private static final CountNoise NOISE = new CountNoise(new KeyHash(new byte[16]));

  @Test
  void aReasonHasTheSameRoundedNumberAsInTheFunnelOfTheSync() {
    for (int i = 0; i < 50; i++) {
      Funnel funnel = funnel(12_345 + 100 * i, Map.of(FunnelStop.SHARED, 4_321L), 1_000);
      String people = "aud_" + i;
      long inFunnel =
          FunnelView.of(new SyncId("syn_1"), funnel)
              .rounded(NOISE.group("wsp_1", people))
              .steps()
              .stream()
              .flatMap(step -> step.stops().stream())
              .filter(stop -> stop.code().equals("shared"))
              .findFirst()
              .orElseThrow()
              .count();
      assertThat(NewSyncCountsView.of(funnel).rounded(NOISE.group("wsp_1", people)).notSent())
          .extracting(NewSyncCountsView.NotSentView::count)
          .containsExactly(inFunnel);
    }
  }

  @Test
  void noNumberIsLargerThanTheNumberOfAllPeople() {
    for (int i = 0; i < 500; i++) {
      NewSyncCountsView created =
          NewSyncCountsView.of(funnel(130, Map.of(), 130))
              .rounded(NOISE.group("wsp_1", "aud_" + i));
      assertThat(created.created()).isLessThanOrEqualTo(created.people());
      NewSyncCountsView updated =
          NewSyncCountsView.of(funnel(130, Map.of(), 0)).rounded(NOISE.group("wsp_1", "aud_" + i));
      assertThat(updated.updated()).isLessThanOrEqualTo(updated.people());
    }
  }

  @Test
  void theLimitThatNeedsTheMostTimeDecides() {
    NewSyncCountsView counts = NewSyncCountsView.of(funnel(1_234, Map.of(), 1_234));
    List<RateLimit> limits = List.of(new RateLimit(190, 10), new RateLimit(60, 60));
    NewSyncCountsView planned = counts.with(OptionalLong.of(1_234), limits);
    assertThat(planned.requests()).isEqualTo(1_234);
    assertThat(planned.shortestSeconds()).isEqualTo(1_234);
    assertThat(counts.with(OptionalLong.of(1_234), List.of()).shortestSeconds()).isNull();
    assertThat(counts.with(OptionalLong.empty(), limits)).isEqualTo(counts);
    assertThat(counts.with(OptionalLong.of(0), limits)).isEqualTo(counts);
  }

  @Test
  void roundedCountsHaveRoundedRequests() {
    NewSyncCountsView rounded =
        NewSyncCountsView.of(funnel(1_234, Map.of(), 1_234)).rounded(NOISE.group("wsp_1", "aud_1"));
    assertThat(rounded.with(OptionalLong.of(1_234), List.of()).requests()).isEqualTo(1_300);
    assertThat(rounded.with(OptionalLong.of(99), List.of()).requests()).isEqualTo(99);
  }

  private static Funnel funnel(long people, Map<FunnelStop, Long> stops, long unrecorded) {
    return new Funnel(Instant.EPOCH, true, people, stops, 0, unrecorded);
  }
}
