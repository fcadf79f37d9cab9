package dev.tributary.sandbox.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.TestClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SandboxClockTest {
  private final TestClock real = new TestClock("2026-11-01T12:00:00Z");
  private final SandboxClock clock = new SandboxClock(real);

  @Test
  void itRunsAsTheOtherClockUntilItIsMoved() throws IOException {
    real.pass(Duration.ofSeconds(5));
    assertThat(clock.instant()).isEqualTo("2026-11-01T12:00:05Z");

    set("{\"offset\":\"PT24H\"}");

    assertThat(clock.instant()).isEqualTo("2026-11-02T12:00:05Z");
    real.pass(Duration.ofSeconds(5));
    assertThat(clock.instant()).isEqualTo("2026-11-02T12:00:10Z");
  }

  @Test
  void itRunsFasterAndNeverGoesBack() throws IOException {
    set("{\"speed\":10}");
    real.pass(Duration.ofSeconds(6));
    assertThat(clock.instant()).isEqualTo("2026-11-01T12:01:00Z");

    set("{\"speed\":0.5}");
    real.pass(Duration.ofSeconds(2));
    assertThat(clock.instant()).isEqualTo("2026-11-01T12:01:01Z");
    clock.reset();
    real.pass(Duration.ofSeconds(1));
    assertThat(clock.instant()).isEqualTo("2026-11-01T12:01:02Z");
  }

  @Test
  void itRefusesToGoBackOrToStop() {
    assertThatThrownBy(() -> set("{\"offset\":\"PT-1S\"}"))
        .hasRootCauseMessage("offset must be 0 or more");
    assertThatThrownBy(() -> set("{\"speed\":0}")).hasRootCauseMessage("speed must be above 0");
  }

  private void set(String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    assertThat(
            clock
                .set(new Call("PUT", "/sandbox/clock", Map.of(), Map.of(), Map.of(), bytes))
                .status())
        .isEqualTo(200);
  }
}
