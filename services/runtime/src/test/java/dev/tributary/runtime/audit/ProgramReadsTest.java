package dev.tributary.runtime.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class ProgramReadsTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Caller SHOP =
      Caller.of("sub-shop", "service-account-shop", "shop", List.of());

  private final Now now = new Now();
  private final Trail trail = new Trail();
  private final ProgramReads reads = new ProgramReads(trail, now);

  @Test
  void onlyTheFirstReadOfAMinuteIsWrittenAtOnce() {
    for (int i = 0; i < 200; i++) {
      reads.add(new WorkspaceId("wsp_1"), SHOP, "readProfile", 1);
    }
    assertThat(trail.reads).extracting(PersonalDataRead::reads).containsExactly(1);
    reads.write();
    assertThat(trail.reads).extracting(PersonalDataRead::reads).containsExactly(1, 199);
    reads.write();
    assertThat(trail.reads).hasSize(2);
  }

  @Test
  void entriesAreApartByWorkspaceOperationAndMinute() {
    reads.add(new WorkspaceId("wsp_1"), SHOP, "readProfile", 1);
    reads.add(new WorkspaceId("wsp_1"), SHOP, "listDeliveries", 20);
    reads.add(new WorkspaceId("wsp_2"), SHOP, "readProfile", 1);
    now.at = NOON.plusSeconds(60);
    reads.add(new WorkspaceId("wsp_1"), SHOP, "readProfile", 1);
    reads.write();
    assertThat(trail.reads)
        .extracting(
            each -> each.workspace().value(),
            PersonalDataRead::operation,
            PersonalDataRead::at,
            PersonalDataRead::reads)
        .containsExactly(
            tuple("wsp_1", "readProfile", NOON, 1),
            tuple("wsp_1", "listDeliveries", NOON, 20),
            tuple("wsp_2", "readProfile", NOON, 1),
            tuple("wsp_1", "readProfile", NOON.plusSeconds(60), 1));
  }

  @Test
  void whatCannotBePutOnRecordIsNotShown() {
    trail.away = true;
    assertThatThrownBy(() -> reads.add(new WorkspaceId("wsp_1"), SHOP, "readProfile", 1))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code()).isEqualTo(Problems.UNAVAILABLE));
    trail.away = false;
    reads.add(new WorkspaceId("wsp_1"), SHOP, "readProfile", 1);
    assertThat(trail.reads).hasSize(1);
  }

  @Test
  void aCountThatCannotBeWrittenWaitsForTheTrail() {
    reads.add(new WorkspaceId("wsp_1"), SHOP, "readProfile", 1);
    reads.add(new WorkspaceId("wsp_1"), SHOP, "readProfile", 5);
    trail.away = true;
    reads.write();
    now.at = NOON.plus(Duration.ofMinutes(3));
    reads.write();
    trail.away = false;
    reads.write();
    assertThat(trail.reads)
        .extracting(PersonalDataRead::at, PersonalDataRead::reads)
        .containsExactly(tuple(NOON, 1), tuple(NOON, 5));
  }

  @Test
  void noReadIsLostWhileManyReadAndCountsAreWritten() {
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 1_000; i++) {
        readers.submit(() -> reads.add(new WorkspaceId("wsp_1"), SHOP, "readProfile", 1));
        if (i % 100 == 0) {
          readers.submit(reads::write);
        }
      }
    }
    reads.close();
    assertThat(trail.sum()).isEqualTo(1_000);
  }

  private static final class Trail implements ReadLog {
    private final List<PersonalDataRead> reads = new ArrayList<>();
    private volatile boolean away;

    @Override
    public synchronized void add(PersonalDataRead read) {
      if (away) {
        throw Problems.UNAVAILABLE.problem("The trail is away");
      }
      reads.add(read);
    }

    synchronized int sum() {
      return reads.stream().mapToInt(PersonalDataRead::reads).sum();
    }
  }

  private static final class Now extends Clock {
    private volatile Instant at = NOON;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return at;
    }
  }
}
