package dev.tributary.collector.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.collector.http.MemoryBudget.Share;
import dev.tributary.collector.source.ActiveSource;
import dev.tributary.contracts.event.SourceKind;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
  private final MemoryBudget budget = new MemoryBudget(600);
  private final List<String> dropped = new ArrayList<>();

  @Test
  void requestsWithoutAKeyTakeAThirdAtMostAndTheOldestIsDropped() {
    for (int i = 0; i < 10; i++) {
      assertThat(unkeyed("" + i, "10.0.0." + i).take(50)).isTrue();
    }
    assertThat(dropped).containsExactly("0", "1", "2", "3", "4", "5");
    assertThat(complete().take(400)).isTrue();
  }

  @Test
  void oneAddressTakesHalfOfThat() {
    Share other = unkeyed("other", "10.0.0.1");
    assertThat(other.take(80)).isTrue();
    for (int i = 0; i < 10; i++) {
      assertThat(unkeyed("" + i, "10.0.0.2").take(50)).isTrue();
    }
    assertThat(dropped).containsExactly("0", "1", "2", "3", "4", "5", "6", "7");
    assertThat(other.complete()).isTrue();
  }

  @Test
  void aKeyedRequestTakesTheRoomOfThoseWithout() {
    Share old = unkeyed("old", "10.0.0.1");
    assertThat(old.take(100)).isTrue();
    Share keyed = complete();
    assertThat(keyed.take(600)).isTrue();
    assertThat(dropped).containsExactly("old");
    assertThat(old.take(1)).isFalse();
    assertThat(old.complete()).isFalse();
    old.release();
    assertThat(complete().take(1)).isFalse();
    keyed.release();
    assertThat(complete().take(600)).isTrue();
  }

  @Test
  void whatIsCompleteIsNeverDropped() {
    Share first = unkeyed("first", "10.0.0.1");
    assertThat(first.take(100)).isTrue();
    assertThat(first.complete()).isTrue();
    assertThat(first.take(300)).isTrue();
    Share keyed = keyed("keyed", new WorkspaceId("wsp_1"), new SourceId("src_1"));
    assertThat(keyed.take(100)).isTrue();
    assertThat(keyed.complete()).isTrue();
    assertThat(keyed.complete()).isTrue();
    assertThat(unkeyed("second", "10.0.0.1").take(100)).isTrue();
    assertThat(complete().take(101)).isFalse();
    assertThat(dropped).containsExactly("second");
    first.release();
    first.release();
    keyed.release();
    assertThat(complete().take(600)).isTrue();
  }

  @Test
  void aRequestIsNotDroppedForItself() {
    Share large = unkeyed("large", "10.0.0.1");
    assertThat(large.take(100)).isTrue();
    assertThat(large.take(1)).isFalse();
    Share keyed = keyed("keyed", new WorkspaceId("wsp_1"), new SourceId("src_1"));
    assertThat(keyed.take(150)).isTrue();
    assertThat(keyed.take(1)).isFalse();
    assertThat(dropped).isEmpty();
    large.release();
    assertThat(unkeyed("next", "10.0.0.1").take(100)).isTrue();
  }

  /** The attack: a public write key, and bodies that do not end. */
  @Test
  void incompleteRequestsOfOneSourceTakeAQuarterAtMost() {
    Share other = keyed("other", new WorkspaceId("wsp_1"), new SourceId("src_2"));
    assertThat(other.take(100)).isTrue();
    for (int i = 0; i < 10; i++) {
      assertThat(keyed("" + i, new WorkspaceId("wsp_1"), new SourceId("src_1")).take(50)).isTrue();
    }
    assertThat(dropped).containsExactly("0", "1", "2", "3", "4", "5", "6");
    assertThat(other.complete()).isTrue();
    assertThat(complete().take(350)).isTrue();
  }

  @Test
  void theOldestOfTheFullestSourceOfTheFullestWorkspaceMakesRoom() {
    assertThat(keyed("victim", new WorkspaceId("wsp_1"), new SourceId("src_1")).take(120)).isTrue();
    assertThat(keyed("small", new WorkspaceId("wsp_2"), new SourceId("src_2")).take(80)).isTrue();
    assertThat(keyed("old", new WorkspaceId("wsp_2"), new SourceId("src_3")).take(50)).isTrue();
    assertThat(keyed("young", new WorkspaceId("wsp_2"), new SourceId("src_3")).take(50)).isTrue();
    assertThat(keyed("next", new WorkspaceId("wsp_3"), new SourceId("src_4")).take(125)).isTrue();
    assertThat(dropped).containsExactly("old");
    assertThat(complete().take(250)).isTrue();
    assertThat(dropped).containsExactly("old", "small");
  }

  @Test
  void incompleteRequestsWithAKeyLeaveRoomForThoseWithout() {
    for (int i = 0; i < 20; i++) {
      assertThat(keyed("" + i, new WorkspaceId("wsp_" + i), new SourceId("src_" + i)).take(100))
          .isTrue();
    }
    assertThat(dropped).hasSize(16);
    assertThat(unkeyed("first", "10.0.0.1").take(100)).isTrue();
    assertThat(unkeyed("second", "10.0.0.2").take(100)).isTrue();
    assertThat(dropped).hasSize(16);
  }

  @Test
  void allMemoryIsFreeAfterTheLastRequest() {
    List<Share> shares = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Share share =
          i % 3 == 0
              ? unkeyed("" + i, "10.0.0." + i % 4)
              : keyed("" + i, new WorkspaceId("wsp_1"), new SourceId("src_" + i % 5));
      shares.add(share);
      if (share.take(20 + i % 30) && i % 4 == 0) {
        share.complete();
      }
      if (i % 7 == 0) {
        shares.get(i / 2).release();
      }
    }
    shares.forEach(Share::release);
    assertThat(complete().take(600)).isTrue();
  }

  private Share unkeyed(String name, String address) {
    return budget.unkeyed(address, () -> dropped.add(name));
  }

  private Share keyed(String name, WorkspaceId workspace, SourceId source) {
    return budget.keyed(
        new ActiveSource(workspace, source, 1, SourceKind.BROWSER), () -> dropped.add(name));
  }

  private Share complete() {
    Share share = keyed("complete", new WorkspaceId("wsp_complete"), new SourceId("src_complete"));
    assertThat(share.complete()).isTrue();
    return share;
  }
}
