package dev.tributary.destinations.http.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.KeyHash;
import dev.tributary.destinations.connector.Manifest.Billing;
import dev.tributary.destinations.connector.Manifest.Billing.Counted;
import dev.tributary.destinations.http.sync.PlanView.BilledView;
import dev.tributary.destinations.http.sync.PlanView.EffectsView;
import dev.tributary.runtime.tenancy.CountNoise;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The requests and the bill of a plan follow from the numbers that its reader sees. */
class PlanViewTest {
  private static final EffectsView RECORDS = new EffectsView(120, 30, 4, 0, 0);

  @Test
  void theBillFollowsFromTheRecordsThatAreShown() {
    assertThat(atMost(Counted.CREATES, 7L, true)).isEqualTo(120);
    assertThat(atMost(Counted.RECORDS, 7L, true)).isEqualTo(150);
    assertThat(atMost(Counted.FIELDS, 7L, true)).isEqualTo(7);
  }

  @Test
  void anIncompleteOrRoundedPlanHasNoBoundThatIsNotKnown() {
    assertThat(atMost(Counted.CREATES, 7L, false)).isNull();
    assertThat(atMost(Counted.FIELDS, null, true)).isNull();
  }

  /** One request would say that the person of this audience is sent. */
  @Test
  void theRoundedPlanOfOneMemberSaysNothingAboutThisMember() {
    CountNoise noise = new CountNoise(new KeyHash(new byte[16]));
    Billing billing = new Billing(Counted.CREATES, "Words");
    for (int i = 0; i < 50; i++) {
      CountNoise.Group group = noise.group("wsp_1", "aud_" + i);
      assertThat(plan(1).rounded(billing, group)).isEqualTo(plan(0).rounded(billing, group));
    }
  }

  private static PlanView plan(long members) {
    return PlanViewBuilder.builder()
        .asOf(Instant.EPOCH)
        .complete(true)
        .approximate(false)
        .people(members)
        .records(new EffectsView(members, 0, 0, 0, 0))
        .memberships(new EffectsView(members, 0, 0, 0, 0))
        .leftOut(List.of())
        .requests(2 * members)
        .shortestSeconds(members)
        .billing(new BilledView(Counted.CREATES, "Words", members))
        .plan("ticket")
        .validUntil(Instant.EPOCH)
        .run(null)
        .build();
  }

  private static @Nullable Long atMost(Counted counted, @Nullable Long fields, boolean complete) {
    BilledView view = BilledView.of(new Billing(counted, "Words"), RECORDS, fields, complete);
    return view == null ? null : view.atMost();
  }
}
