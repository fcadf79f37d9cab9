package dev.tributary.control.postgres.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.contracts.audit.ReadEntryBuilder;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.audit.EntryRefused;
import dev.tributary.control.audit.ReadQueries.Entry;
import dev.tributary.control.audit.TrailEntry;
import dev.tributary.control.postgres.OwnDatabase;
import dev.tributary.definitions.postgres.Transactions;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresReadTrailTest {
  private static final Instant THEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final WorkspaceId ONE = new WorkspaceId("wsp_1");
  private static final WorkspaceId OTHER = new WorkspaceId("wsp_2");

  private final OwnDatabase database = new OwnDatabase();
  private final Transactions worker = database.worker();
  private final PostgresReadQueries audit = new PostgresReadQueries(database.requests());
  private final PostgresTrailStore store =
      new PostgresTrailStore(worker, new Ids(Clock.systemUTC(), new Random()));

  private int messages;

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aReadIsCountedWithTheOthersOfItsMinute() {
    read(THEN);
    read(THEN.plusSeconds(59));
    read(THEN.plusSeconds(60));
    assertThat(entries(ONE))
        .extracting(Entry::reads, Entry::firstAt, Entry::lastAt)
        .containsExactly(
            tuple(1, THEN.plusSeconds(60), THEN.plusSeconds(60)),
            tuple(2, THEN, THEN.plusSeconds(59)));
    assertThat(entries(OTHER)).isEmpty();
  }

  @Test
  void aReadThatComesLateStandsWhereItBelongs() {
    read(THEN.plusSeconds(120));
    read(THEN.plusSeconds(30));
    read(THEN);
    assertThat(entries(ONE))
        .extracting(Entry::reads, Entry::firstAt, Entry::lastAt)
        .containsExactly(
            tuple(1, THEN.plusSeconds(120), THEN.plusSeconds(120)),
            tuple(2, THEN, THEN.plusSeconds(30)));
  }

  @Test
  void readsOfOneTransactionAreCountedTogether() {
    add(ONE, message("m1", ONE, THEN), message("m2", ONE, THEN.plusSeconds(1)));
    assertThat(entries(ONE)).extracting(Entry::reads).containsExactly(2);
  }

  @Test
  void aCopyOfAMessageIsNotCountedAgain() {
    add(ONE, message("m1", ONE, THEN), message("m1", ONE, THEN));
    add(ONE, message("m1", ONE, THEN), message("m2", ONE, THEN.plusSeconds(1)));
    assertThat(entries(ONE)).extracting(Entry::reads).containsExactly(2);
    add(OTHER, message("m1", OTHER, THEN));
    assertThat(entries(OTHER)).extracting(Entry::reads).containsExactly(1);
  }

  @Test
  void aFormerEntryKeepsItsIdAndItsTimesAndItsCopiesHaveNoFurtherEffect() {
    add(ONE, former("ade_1", 3), message("m1", ONE, THEN));
    add(ONE, former("ade_1", 3), former("ade_1", 2));
    assertThat(entries(ONE))
        .filteredOn(entry -> entry.id().equals("ade_1"))
        .extracting(Entry::reads, Entry::firstAt, Entry::lastAt, Entry::profile, Entry::part)
        .containsExactly(tuple(3, THEN, THEN.plusSeconds(7), new ProfileId("prf_1"), null));
    assertThat(entries(ONE)).extracting(Entry::reads).containsExactlyInAnyOrder(3, 1);
    add(ONE, former("ade_1", 4));
    assertThat(entries(ONE)).extracting(Entry::reads).containsExactlyInAnyOrder(4, 1);
  }

  @Test
  void workspacesThatAreWrittenSideBySideDoNotSeeEachOther() {
    List<Uni<Void>> running = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      WorkspaceId workspace = i % 2 == 0 ? ONE : OTHER;
      running.add(
          store.add(workspace, List.of(message("m" + i, workspace, THEN.plusSeconds(i % 3)))));
    }
    OwnDatabase.await(Uni.join().all(running).andFailFast());
    assertThat(entries(ONE)).extracting(Entry::reads).containsExactly(20);
    assertThat(entries(OTHER)).extracting(Entry::reads).containsExactly(20);
  }

  @Test
  void aTransactionCannotAddToAnotherWorkspace() {
    assertThatThrownBy(() ->
            OwnDatabase.await(
                worker.inWorkspace(
                    ONE,
                    session ->
                        session
                            .createNativeQuery(
                                "insert into counted_read (workspace, message_id)"
                                    + " values ('wsp_2', 'm')")
                            .executeUpdate())))
        .hasStackTraceContaining("row-level security");
  }

  @Test
  void contentThatTheDatabaseRefusesIsTheFaultOfTheEntry() {
    PersonalDataRead read =
        new PersonalDataRead(ONE, "sub\0", "anna", "readProfile", List.of(), null, THEN);
    assertThatThrownBy(() -> add(ONE, new TrailEntry.Read("m", read)))
        .isInstanceOf(EntryRefused.class);
    read(THEN);
    assertThat(entries(ONE)).hasSize(1);
  }

  @Test
  void entriesAreFilteredAndPaged() {
    add(ONE, message("m1", ONE, THEN), message("m2", ONE, THEN.plusSeconds(60)));
    assertThat(
            audit.list(
                ONE, List.of(new ProfileId("prf_1"), new ProfileId("prf_9")), "anna", null, 10))
        .hasSize(2);
    assertThat(audit.list(ONE, List.of(new ProfileId("prf_9")), null, null, 10)).isEmpty();
    assertThat(audit.list(ONE, null, "eve", null, 10)).isEmpty();
    List<Entry> first = audit.list(ONE, null, "sub", null, 1);
    assertThat(audit.list(ONE, null, null, first.getFirst().id(), 1))
        .extracting(Entry::firstAt)
        .containsExactly(THEN);
  }

  @Test
  void whatWasReadIsForgottenAfterAYear() {
    Instant later = THEN.plus(Duration.ofDays(2));
    read(THEN);
    read(later);
    OwnDatabase.await(
        new TrailRetention(worker)
            .forget(THEN.plus(TrailRetention.READS_KEPT).plus(Duration.ofDays(1)))
            .replaceWith(true));
    assertThat(entries(ONE)).extracting(Entry::firstAt).containsExactly(later);
  }

  private void read(Instant at) {
    add(ONE, message("message-" + messages++, ONE, at));
  }

  private void add(WorkspaceId workspace, TrailEntry... entries) {
    OwnDatabase.await(store.add(workspace, List.of(entries)).replaceWith(true));
  }

  private static TrailEntry message(String id, WorkspaceId workspace, Instant at) {
    return new TrailEntry.Read(
        id,
        new PersonalDataRead(
            workspace, "sub", "anna", "readProfile", List.of(new ProfileId("prf_1")), null, at));
  }

  private static TrailEntry former(String id, int reads) {
    return new TrailEntry.Former(
        ReadEntryBuilder.builder()
            .id(id)
            .workspace(ONE)
            .actor("sub")
            .actorName("anna")
            .operation("readProfile")
            .profile(new ProfileId("prf_1"))
            .part(null)
            .reads(reads)
            .firstAt(THEN)
            .lastAt(THEN.plusSeconds(7))
            .build());
  }

  private List<Entry> entries(WorkspaceId workspace) {
    return audit.list(workspace, null, null, null, 10);
  }
}
