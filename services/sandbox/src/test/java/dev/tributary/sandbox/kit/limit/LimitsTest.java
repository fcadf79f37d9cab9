package dev.tributary.sandbox.kit.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.TestClock;
import dev.tributary.sandbox.kit.limit.Limit.Scope;
import dev.tributary.sandbox.kit.limit.Limit.Unit;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private static final Demand REQUEST = new Demand("group", "shop", "POST /people", "", 1, 10);

  private final TestClock clock = new TestClock("2026-11-01T12:00:00.500Z");

  @Test
  void aRollingWindowFreesEachRequestAfterItsLength() {
    var limits = limits(Limit.perAccount("rolling", Window.Rolling.of(Duration.ofSeconds(10)), 2));

    assertThat(admitted(limits, REQUEST)).isTrue();
    clock.pass(Duration.ofSeconds(4));
    assertThat(admitted(limits, REQUEST)).isTrue();
    assertThat(admitted(limits, REQUEST)).isFalse();
    assertThat(refusal(limits).secondsToWait()).isEqualTo(6);
    clock.pass(Duration.ofMillis(5_999));
    assertThat(admitted(limits, REQUEST)).isFalse();
    clock.pass(Duration.ofMillis(1));
    assertThat(admitted(limits, REQUEST)).isTrue();
    assertThat(admitted(limits, REQUEST)).isFalse();
  }

  @Test
  void refusalsAreCountedByGroup() {
    var limits = limits(Limit.perAccount("rolling", Window.Rolling.of(Duration.ofSeconds(10)), 1));

    assertThat(admitted(limits, REQUEST)).isTrue();
    assertThat(limits.refusals()).isEmpty();
    assertThat(admitted(limits, REQUEST)).isFalse();
    assertThat(limits.refusals()).containsExactly(Map.entry("group", 1L));
    limits.reset();
    assertThat(limits.refusals()).isEmpty();
  }

  @Test
  void aFixedWindowFreesAllRequestsWhenTheClockSaysSo() {
    var limits = limits(Limit.perAccount("minute", Window.Fixed.of(Duration.ofMinutes(1)), 2));

    assertThat(admitted(limits, REQUEST)).isTrue();
    clock.pass(Duration.ofSeconds(59));
    assertThat(admitted(limits, REQUEST)).isTrue();
    assertThat(refusal(limits).secondsToWait()).isEqualTo(1);
    clock.pass(Duration.ofMillis(500));
    assertThat(limits.states(REQUEST).getFirst().remaining()).isEqualTo(2);
    assertThat(admitted(limits, REQUEST)).isTrue();
    assertThat(admitted(limits, REQUEST)).isTrue();
  }

  @Test
  void aDayEndsAtMidnightOfItsZoneAlsoIfItHas25Hours() {
    // The clocks of Chicago go back on 1 November 2026 at 2 a.m.
    var chicago = ZoneId.of("America/Chicago");
    var midnight = new TestClock("2026-11-01T05:00:00Z");
    var limits =
        new Limits(
            midnight,
            Map.of("group", List.of(Limit.perAccount("daily", new Window.Daily(chicago), 1))));

    assertThat(admitted(limits, REQUEST)).isTrue();
    midnight.pass(Duration.ofHours(25).minusMillis(1));
    assertThat(admitted(limits, REQUEST)).isFalse();
    midnight.pass(Duration.ofMillis(1));
    assertThat(admitted(limits, REQUEST)).isTrue();
  }

  @Test
  void allWindowsMustAdmitARequestAndARefusedOneSpendsNothing() {
    var limits =
        limits(
            Limit.perAccount("burst", Window.Fixed.of(Duration.ofSeconds(1)), 2),
            Limit.perAccount("steady", Window.Fixed.of(Duration.ofMinutes(1)), 3));

    assertThat(IntStream.range(0, 5).filter(i -> admitted(limits, REQUEST)).count()).isEqualTo(2);
    assertThat(refusal(limits).limit().name()).isEqualTo("burst");
    clock.pass(Duration.ofSeconds(1));
    assertThat(IntStream.range(0, 5).filter(i -> admitted(limits, REQUEST)).count()).isEqualTo(1);
    assertThat(refusal(limits).limit().name()).isEqualTo("steady");
  }

  @Test
  void recordsAndBytesCountAsRequestsDo() {
    var window = Window.Rolling.of(Duration.ofHours(1));
    var limits =
        limits(
            new Limit("records", Unit.RECORDS, Scope.ACCOUNT, window, 100),
            new Limit("bytes", Unit.BYTES, Scope.ACCOUNT, window, 1_000));

    assertThat(admitted(limits, demand("POST /people", "", 60, 600))).isTrue();
    assertThat(admitted(limits, demand("POST /people", "", 60, 1))).isFalse();
    assertThat(admitted(limits, demand("POST /people", "", 1, 600))).isFalse();
    assertThat(admitted(limits, demand("POST /people", "", 40, 400))).isTrue();
  }

  @Test
  void endpointsAndSubjectsHaveCountsOfTheirOwn() {
    var window = Window.Rolling.of(Duration.ofHours(1));
    var limits =
        limits(
            Limit.perEndpoint("endpoint", window, 2),
            new Limit("ticket", Unit.REQUESTS, Scope.SUBJECT, window, 1));

    assertThat(admitted(limits, demand("PUT /tickets", "1", 1, 1))).isTrue();
    assertThat(admitted(limits, demand("PUT /tickets", "1", 1, 1))).isFalse();
    assertThat(admitted(limits, demand("PUT /tickets", "2", 1, 1))).isTrue();
    assertThat(admitted(limits, demand("PUT /tickets", "3", 1, 1))).isFalse();
    assertThat(admitted(limits, demand("DELETE /tickets", "3", 1, 1))).isTrue();
  }

  @Test
  void runningRequestsTakePlacesUntilTheyEnd() {
    var limits = limits(Limit.perAccount("connections", new Window.Running(), 2));
    var requests = List.of(new Object(), new Object(), new Object());
    requests.forEach(request -> limits.begin(REQUEST, request));

    assertThat(requests.stream().map(each -> limits.refusal(REQUEST, each).isEmpty()))
        .containsExactly(true, true, false);
    limits.end(requests.getFirst());
    var next = new Object();
    limits.begin(REQUEST, next);
    assertThat(limits.refusal(REQUEST, next)).isEmpty();
  }

  @Test
  void limitsAreReadAndWrittenAsJson() throws IOException {
    var limit =
        new Limit(
            "daily",
            Unit.RECORDS,
            Scope.ACCOUNT,
            new Window.Daily(ZoneId.of("America/Chicago")),
            5);

    assertThat(Json.read(Json.STRICT, Json.bytes(limit), Limit.class)).isEqualTo(limit);
    assertThatThrownBy(() -> limits().replace(Map.of("other", List.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[group]");
  }

  private Limits limits(Limit... limits) {
    return new Limits(clock, Map.of("group", List.of(limits)));
  }

  private static boolean admitted(Limits limits, Demand demand) {
    return limits.refusal(demand, new Object()).isEmpty();
  }

  private static LimitState refusal(Limits limits) {
    return limits.refusal(REQUEST, new Object()).orElseThrow();
  }

  private static Demand demand(String endpoint, String subject, long records, long bytes) {
    return new Demand("group", "shop", endpoint, subject, records, bytes);
  }
}
