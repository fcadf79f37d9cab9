package dev.tributary.runtime.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.AdministrationEntry.Act;
import dev.tributary.contracts.audit.AdministrationEntry.Actor;
import dev.tributary.contracts.audit.AdministrationEntry.Origin;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RefusalCountsTest {
  private static final Origin ORIGIN = new Origin("test", "request", "192.0.2.7");

  private Instant now = Instant.parse("2026-03-01T10:00:00Z");
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private final RefusalCounts refusals = new RefusalCounts(new Ids(clock, new Random(7)), clock);

  @Test
  void oneIsToldAtOnceAndItsCountWhenTheWindowIsOver() {
    refuse("anna", "deleteSource", 3);
    List<AdministrationEntry> first = refusals.due();
    assertThat(first).hasSize(1);
    assertThat(first.getFirst().result().times()).isEqualTo(3);
    refuse("anna", "deleteSource", 5);
    assertThat(refusals.due()).isEmpty();
    now = now.plus(RefusalCounts.WINDOW);
    List<AdministrationEntry> last = refusals.due();
    assertThat(last).hasSize(1);
    assertThat(last.getFirst().id()).isEqualTo(first.getFirst().id());
    assertThat(last.getFirst().result().times()).isEqualTo(8);
    assertThat(refusals.due()).isEmpty();
  }

  @Test
  void anEndOfTheProcessTakesTheCountsThatChangedSinceTheirFirstEntry() {
    refuse("anna", "deleteSource", 1);
    refuse("eve", "deleteSource", 1);
    List<AdministrationEntry> first = refusals.due();
    refuse("anna", "deleteSource", 8);
    refuse("bob", "deleteSource", 2);
    assertThat(refusals.all())
        .extracting(entry -> entry.actor().name() + " " + entry.result().times())
        .containsExactlyInAnyOrder("anna 9", "bob 2");
    assertThat(first).hasSize(2);
    assertThat(refusals.all()).isEmpty();
  }

  @Test
  void oneAddressDoesNotHideAnother() {
    refuse("anna", "deleteSource", 3);
    refusals.add(
        new WorkspaceId("wsp_1"),
        new Actor("anna", "anna", Actor.Kind.PERSON),
        new Act("deleteSource", "source", "src_1", null),
        403,
        new Origin("test", "request", "203.0.113.66"));
    assertThat(refusals.due())
        .extracting(entry -> entry.origin().address() + " " + entry.result().times())
        .containsExactlyInAnyOrder("192.0.2.7 3", "203.0.113.66 1");
  }

  @Test
  void aFloodFromManyActorsIsBounded() {
    List<AdministrationEntry> told = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      refuse("actor-" + i, "deleteSource", 1);
      told.addAll(refusals.due());
    }
    now = now.plus(RefusalCounts.WINDOW);
    told.addAll(refusals.due());
    assertThat(told.stream().map(AdministrationEntry::id).distinct())
        .hasSize(RefusalCounts.MOST + 1);
    assertThat(told).hasSize(RefusalCounts.MOST + 2);
    assertThat(told.getLast().result().times()).isEqualTo(10_000 - RefusalCounts.MOST);
    assertThat(told.getLast().origin().address()).isNull();
    refuse("anna", "deleteSource", 1);
    assertThat(refusals.due().getFirst().actor().name()).isEqualTo("anna");
  }

  private void refuse(String actor, String operation, int times) {
    for (int i = 0; i < times; i++) {
      refusals.add(
          new WorkspaceId("wsp_1"),
          new Actor("sub-" + actor, actor, Actor.Kind.PERSON),
          new Act(operation, null, null, null),
          403,
          ORIGIN);
    }
  }
}
