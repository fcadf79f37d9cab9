package dev.tributary.runtime.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class OpenStreamsTest {
  private static final WorkspaceId SHOP = new WorkspaceId("wsp_shop");
  private static final WorkspaceId OTHER = new WorkspaceId("wsp_other");
  private static final Duration BOUND = Duration.ofSeconds(30);

  private final OpenStreams<Stream> streams =
      new OpenStreams<>(new StreamLimits(3, 2), Stream::end);

  @Test
  void anActionReachesTheStreamsOfTheWorkspaceOrAllOfThem() {
    Stream first = streams.add(SHOP, new Stream());
    Stream second = streams.add(SHOP, new Stream());
    Stream other = streams.add(OTHER, new Stream());
    assertThat(ofWorkspace(SHOP)).containsExactlyInAnyOrder(first, second);
    assertThat(ofWorkspace(new WorkspaceId("wsp_empty"))).isEmpty();
    assertThat(all()).containsExactlyInAnyOrder(first, second, other);
  }

  @Test
  void aStreamOverALimitIsRefusedAndNotAdded() {
    Stream first = streams.add(SHOP, new Stream());
    Stream second = streams.add(SHOP, new Stream());
    assertRefused(SHOP);
    Stream other = streams.add(OTHER, new Stream());
    assertRefused(OTHER);
    assertThat(all()).containsExactlyInAnyOrder(first, second, other);
  }

  @Test
  void aStreamLeavesOnce() {
    Stream first = streams.add(SHOP, new Stream());
    Stream second = streams.add(SHOP, new Stream());
    streams.leave(SHOP, first);
    streams.leave(SHOP, first);
    assertThat(first.ends).isOne();
    assertThat(second.ends).isZero();
    assertThat(all()).containsExactly(second);
    // One place is free, not two.
    streams.add(SHOP, new Stream());
    assertRefused(SHOP);
  }

  @Test
  void aStreamDoesNotLeaveAnotherWorkspace() {
    Stream stream = streams.add(SHOP, new Stream());
    streams.leave(OTHER, stream);
    assertThat(stream.ends).isZero();
    assertThat(ofWorkspace(SHOP)).containsExactly(stream);
  }

  @Test
  void thereAreNoStreamsAfterTheLastOneOfEachWorkspaceHasLeft() {
    assertThat(streams.isEmpty()).isTrue();
    Stream stream = streams.add(SHOP, new Stream());
    Stream other = streams.add(OTHER, new Stream());
    streams.leave(SHOP, stream);
    assertThat(streams.isEmpty()).isFalse();
    streams.leave(OTHER, other);
    assertThat(streams.isEmpty()).isTrue();
  }

  @Test
  void theEndEndsAllStreamsWaitsForThemAndAllowsNoMore() throws InterruptedException {
    Stream stream = streams.add(SHOP, new Stream());
    Stream other = streams.add(OTHER, new Stream());
    Thread closing = Thread.startVirtualThread(streams::close);
    stream.ended.await();
    other.ended.await();
    assertRefused(SHOP);
    streams.leave(SHOP, stream);
    streams.leave(OTHER, other);
    assertThat(closing.join(BOUND)).isTrue();
    assertThat(streams.isEmpty()).isTrue();
    assertRefused(SHOP);
  }

  private List<Stream> ofWorkspace(WorkspaceId workspace) {
    List<Stream> found = new ArrayList<>();
    streams.forEach(workspace, found::add);
    return found;
  }

  private List<Stream> all() {
    List<Stream> found = new ArrayList<>();
    streams.forEach(found::add);
    return found;
  }

  private void assertRefused(WorkspaceId workspace) {
    assertThatThrownBy(() -> streams.add(workspace, new Stream()))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code()).isEqualTo(Problems.UNAVAILABLE));
  }

  private static final class Stream {
    private final CountDownLatch ended = new CountDownLatch(1);
    private int ends;

    void end() {
      ends++;
      ended.countDown();
    }
  }
}
