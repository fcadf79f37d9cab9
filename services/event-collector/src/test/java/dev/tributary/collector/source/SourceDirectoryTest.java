package dev.tributary.collector.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.definition.SourceBody;
import dev.tributary.contracts.event.SourceKind;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceDirectoryTest {
  private static final Instant AT = Instant.parse("2026-01-15T12:00:00Z");

  private final WriteKeys keys =
      new WriteKeys(
          new SecureRandom(), new Ids(Clock.systemUTC(), new SecureRandom()), Clock.systemUTC());
  private final SourceDirectory directory = new SourceDirectory();
  private final WriteKeys.Issued first = keys.issue();
  private final WriteKeys.Issued second = keys.issue();

  @Test
  void eachActiveKeyLeadsToItsSource() {
    publish(1, true, false, first.stored(), second.stored());
    assertThat(directory.find(first.plain()))
        .contains(
            new ActiveSource(
                new WorkspaceId("wsp_1"), new SourceId("src_1"), 10, SourceKind.BROWSER));
    assertThat(directory.find(second.plain())).isPresent();
    assertThat(directory.find(first.stored().hash())).isEmpty();
  }

  @Test
  void aRevokedKeyLeadsNowhere() {
    publish(1, true, false, first.stored(), second.stored());
    publish(2, true, false, revoked(first.stored()), second.stored());
    assertThat(directory.find(first.plain())).isEmpty();
    assertThat(directory.find(second.plain())).isPresent();
  }

  @Test
  void aDisabledOrDeletedSourceHasNoKeysUntilItIsEnabledAgain() {
    publish(1, true, false, first.stored());
    publish(2, false, false, first.stored());
    assertThat(directory.find(first.plain())).isEmpty();
    publish(3, true, false, first.stored());
    assertThat(directory.find(first.plain())).isPresent();
    publish(4, true, true, first.stored());
    assertThat(directory.find(first.plain())).isEmpty();
  }

  @Test
  void aVersionIsWaitedForNoLongerThanAsked() throws InterruptedException {
    directory.awaitVersion(new SourceId("src_1"), 1, Duration.ofMillis(1));
    Thread publisher = Thread.ofVirtual().start(() -> publish(1, true, false, first.stored()));
    directory.awaitVersion(new SourceId("src_1"), 1, Duration.ofSeconds(30));
    assertThat(directory.find(first.plain())).isPresent();
    publisher.join();
  }

  @Test
  void aKeyIsLongRandomAndStoredHashed() {
    assertThat(first.plain()).matches("wk_[A-Za-z0-9_-]{43}").isNotEqualTo(second.plain());
    assertThat(first.stored().hash())
        .matches("[0-9a-f]{64}")
        .isEqualTo(WriteKeys.hash(first.plain()));
    assertThat(first.plain()).startsWith(first.stored().hint());
    assertThat(first.stored().hint()).hasSize(8);
  }

  private void publish(
      long version, boolean enabled, boolean deleted, SourceBody.WriteKey... writeKeys) {
    SourceBody body = new SourceBody(enabled, 10, SourceKind.BROWSER, List.of(writeKeys));
    directory.accept(
        new Definition(
            new WorkspaceId("wsp_1"),
            "src_1",
            version,
            "web",
            "Web",
            deleted,
            Json.MAPPER.valueToTree(body)));
  }

  private static SourceBody.WriteKey revoked(SourceBody.WriteKey key) {
    return new SourceBody.WriteKey(key.id(), key.hash(), key.hint(), key.createdAt(), AT);
  }
}
