package dev.tributary.destinations.http.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.funnel.Funnel;
import dev.tributary.destinations.funnel.FunnelStop;
import dev.tributary.destinations.funnel.Step;
import dev.tributary.destinations.http.sync.FunnelView.StepView;
import dev.tributary.destinations.ledger.State;
import dev.tributary.runtime.tenancy.CountNoise;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The people of a funnel whose record the destination has only received. */
class FunnelViewTest {
  private static final SyncId SYNC = new SyncId("syn_1");
  private static final CountNoise NOISE = new CountNoise(new KeyHash(new byte[16]));

  @Test
  void receivedPeopleAreAPartOfTheLastStep() {
    StepView accepted = accepted(view(1_000, 300));
    assertThat(accepted.count()).isEqualTo(900);
    assertThat(accepted.received()).isEqualTo(300);
    assertThat(accepted.deliveries()).as("no list has both").isNull();
    assertThat(accepted.receivedDeliveries())
        .isEqualTo(new FunnelView.DeliveriesView(SYNC, State.ACCEPTED));
    StepView delivered = accepted(view(1_000, 0));
    assertThat(delivered.deliveries())
        .isEqualTo(new FunnelView.DeliveriesView(SYNC, State.DELIVERED));
    assertThat(delivered.receivedDeliveries()).isNull();
    assertThat(view(1_000, 300).steps().subList(0, 4)).allMatch(step -> step.received() == null);
    assertThat(accepted(view(1_000, 0)).received()).isNull();
  }

  @Test
  void ifAllAreReceivedTheStepLeadsToTheirDeliveries() {
    StepView accepted = accepted(view(1_000, 900));
    assertThat(accepted.received()).isEqualTo(900);
    assertThat(accepted.deliveries())
        .isEqualTo(new FunnelView.DeliveriesView(SYNC, State.ACCEPTED));
  }

  @Test
  void aRoundedStepHasNoMoreReceivedPeopleThanPeople() {
    for (int i = 0; i < 200; i++) {
      CountNoise.Group group = NOISE.group("wsp_1", "aud_" + i);
      StepView some = accepted(view(1_000, 899).rounded(group));
      assertThat(received(some)).isBetween(1L, some.count());
      StepView all = accepted(view(1_000, 900).rounded(group));
      assertThat(received(all)).as("all stay all").isEqualTo(all.count());
      assertThat(accepted(view(1_000, 1).rounded(group)).received()).as("few").isNull();
    }
  }

  private static long received(StepView step) {
    @Nullable Long received = step.received();
    return Objects.requireNonNull(received);
  }

  private static StepView accepted(FunnelView view) {
    return view.steps().stream()
        .filter(step -> step.step() == Step.ACCEPTED)
        .findFirst()
        .orElseThrow();
  }

  private static FunnelView view(long people, long received) {
    return FunnelView.of(
        SYNC,
        new Funnel(
            Instant.EPOCH, true, people, Map.of(FunnelStop.of(State.REJECTED), 100L), received, 0));
  }
}
