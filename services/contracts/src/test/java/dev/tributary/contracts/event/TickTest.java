package dev.tributary.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TickTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final List<WorkspaceId> WORKSPACES =
      Stream.of("a", "b", "c", "d").map(WorkspaceId::new).toList();

  @Test
  void aWorkspaceThatIsHeldBackHasATimeOfItsOwn() {
    Tick tick =
        Tick.of(
            at(10),
            Map.of(new WorkspaceId("a"), at(3), new WorkspaceId("b"), at(12)),
            Map.of(new WorkspaceId("a"), 60_000L));
    assertThat(tick.time(new WorkspaceId("a"))).isEqualTo(at(3));
    assertThat(tick.businessTime(new WorkspaceId("a"))).isEqualTo(at(63));
    assertThat(tick.time(new WorkspaceId("b"))).isEqualTo(at(10));
    assertThat(tick.time(new WorkspaceId("c"))).isEqualTo(at(10));
    assertThat(tick.heldBack()).containsOnlyKeys(new WorkspaceId("a"));
  }

  @Test
  void aReaderThatKnowsOnlyTheTimeOfAllLetsNobodysTimeRunAhead() {
    Tick tick = Tick.of(at(10), Map.of(new WorkspaceId("a"), at(3)), Map.of());
    JsonNode written = Json.read(Json.write(tick), JsonNode.class);
    assertThat(Instant.parse(written.get("at").asText())).isEqualTo(at(3));
    assertThat(Json.read(Json.write(tick), Tick.class)).isEqualTo(tick);
  }

  @Test
  void aTickThatHoldsNobodyBackIsWrittenAsItAlwaysWas() {
    JsonNode written = Json.read(Json.write(Tick.of(at(1), Map.of(), Map.of())), JsonNode.class);
    assertThat(written.fieldNames()).toIterable().containsExactlyInAnyOrder("at", "offsets");
  }

  @Test
  void twoTicksAreJoinedByWorkspace() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 2_000; i++) {
      Tick one = random(random);
      Tick two = random(random);
      Tick later = one.orLater(two);
      Tick earlier = one.orEarlier(two);
      for (WorkspaceId workspace : WORKSPACES) {
        Instant first = one.time(workspace);
        Instant second = two.time(workspace);
        assertThat(later.time(workspace)).isEqualTo(first.isBefore(second) ? second : first);
        assertThat(earlier.time(workspace)).isEqualTo(first.isBefore(second) ? first : second);
        assertThat(later.at()).isBeforeOrEqualTo(later.time(workspace));
        assertThat(earlier.at()).isBeforeOrEqualTo(earlier.time(workspace));
      }
    }
  }

  /** "d" is never named, like most workspaces. */
  private static Tick random(SplittableRandom random) {
    Map<WorkspaceId, Instant> heldBack = new HashMap<>();
    for (WorkspaceId workspace : WORKSPACES.subList(0, 3)) {
      if (random.nextInt(3) == 0) {
        heldBack.put(workspace, at(random.nextInt(20)));
      }
    }
    return Tick.of(at(random.nextInt(20)), heldBack, Map.of());
  }

  private static Instant at(long seconds) {
    return START.plusSeconds(seconds);
  }
}
