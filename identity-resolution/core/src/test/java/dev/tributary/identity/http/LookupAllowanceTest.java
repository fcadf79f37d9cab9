package dev.tributary.identity.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.http.LookupAllowance.CallerOfWorkspace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LookupAllowanceTest {
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final LookupAllowance allowance =
      new LookupAllowance(
          new Clock() {
            @Override
            public ZoneOffset getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
              return this;
            }

            @Override
            public Instant instant() {
              return now.get();
            }
          });

  /** All numbers of a country's prefix, as somebody would try them who may not see any. */
  @Test
  void whoTriesNumbersOneAfterTheOtherComesNoFurtherThanTheAllowance() {
    CallerOfWorkspace guesser = new CallerOfWorkspace(new WorkspaceId("wsp_a"), "guesser");
    int tried = 0;
    while (tried < LookupAllowance.PER_HOUR) {
      allowance.take(guesser, LookupAllowance.AT_ONCE);
      tried += LookupAllowance.AT_ONCE;
    }
    assertThatThrownBy(() -> allowance.take(guesser, 1)).hasMessageContaining("personal-data:read");
    allowance.take(new CallerOfWorkspace(new WorkspaceId("wsp_a"), "colleague"), 1);
    allowance.take(new CallerOfWorkspace(new WorkspaceId("wsp_b"), "guesser"), 1);
    now.set(now.get().plus(Duration.ofMinutes(59)));
    assertThatThrownBy(() -> allowance.take(guesser, 1)).hasMessageContaining("1000 identifiers");
    now.set(now.get().plus(Duration.ofMinutes(1)));
    allowance.take(guesser, 1);
  }

  @Test
  void fewAreLookedUpAtOnce() {
    assertThat(LookupAllowance.AT_ONCE).isLessThanOrEqualTo(10);
    assertThatThrownBy(() -> LookupAllowance.requireFew(11)).hasMessageContaining("at most 10");
  }
}
