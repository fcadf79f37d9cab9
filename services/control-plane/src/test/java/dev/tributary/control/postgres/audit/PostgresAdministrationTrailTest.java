package dev.tributary.control.postgres.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.AdministrationEntry.Act;
import dev.tributary.contracts.audit.AdministrationEntry.Actor;
import dev.tributary.contracts.audit.AdministrationEntry.Origin;
import dev.tributary.contracts.audit.AdministrationEntry.Outcome;
import dev.tributary.contracts.audit.AdministrationEntry.Result;
import dev.tributary.contracts.audit.FieldChange;
import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.fact.WorkspaceFact;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.audit.AdministrationQueries.Filter;
import dev.tributary.control.audit.TrailEntry;
import dev.tributary.control.postgres.OwnDatabase;
import dev.tributary.definitions.postgres.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresAdministrationTrailTest {
  private static final Instant NOW = Instant.parse("2027-06-01T10:00:00Z");
  private static final Duration KEPT = Duration.ofDays(400);
  private static final WorkspaceId ONE = new WorkspaceId("wsp_1");
  private static final WorkspaceId OTHER = new WorkspaceId("wsp_2");

  private final OwnDatabase database = new OwnDatabase();
  private final Transactions worker = database.worker();
  private final PostgresAdministrationQueries trail =
      new PostgresAdministrationQueries(database.requests(), Clock.systemUTC());
  private final PostgresTrailStore store =
      new PostgresTrailStore(worker, new Ids(Clock.systemUTC(), new Random()));

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void entriesOlderThan400DaysAreDeletedAndYoungerOnesAreNot() {
    add(entry("ade_1", ONE, NOW.minus(KEPT).minusSeconds(1), Outcome.DONE, 1));
    add(entry("ade_2", ONE, NOW.minus(KEPT).plusSeconds(1), Outcome.DONE, 1));
    add(entry("ade_3", ONE, NOW, Outcome.DONE, 1));
    add(entry("ade_1", OTHER, NOW.minus(KEPT).minus(Duration.ofDays(30)), Outcome.DONE, 1));

    OwnDatabase.await(new TrailRetention(worker).forget(NOW).replaceWith(true));

    assertThat(all(ONE)).extracting(AdministrationEntry::id).containsExactly("ade_3", "ade_2");
    assertThat(all(OTHER)).isEmpty();
  }

  @Test
  void anOutcomeReplacesTheBeginningInAnyOrder() {
    add(
        entry("ade_1", ONE, NOW, Outcome.REQUESTED, 1),
        entry("ade_1", ONE, NOW, Outcome.DONE, 1),
        entry("ade_1", ONE, NOW, Outcome.REQUESTED, 1));
    add(entry("ade_1", ONE, NOW, Outcome.REQUESTED, 1));
    add(entry("ade_2", ONE, NOW, Outcome.REQUESTED, 1));
    add(entry("ade_2", ONE, NOW, Outcome.FAILED, 1));
    assertThat(all(ONE))
        .extracting(each -> each.result().outcome())
        .containsExactly(Outcome.FAILED, Outcome.DONE);
  }

  /** The object that is created is known with the outcome only. */
  @Test
  void anEntryIsFoundByTheObjectOfItsOutcome() {
    AdministrationEntry done = entry("ade_1", ONE, NOW, Outcome.DONE, 1);
    Act unnamed = new Act(done.act().operation(), null, null, null);
    add(
        new AdministrationEntry(
            done.id(),
            ONE,
            NOW,
            done.actor(),
            unnamed,
            new Result(Outcome.REQUESTED, null, 1),
            done.origin(),
            List.of()));
    add(done);
    assertThat(list(new Filter(null, "destination", null, null, null))).containsExactly("ade_1");
  }

  @Test
  void ofTwoCountsTheLargerStays() {
    add(entry("ade_1", ONE, NOW, Outcome.REFUSED, 9), entry("ade_1", ONE, NOW, Outcome.REFUSED, 1));
    add(entry("ade_1", ONE, NOW, Outcome.REFUSED, 3));
    assertThat(all(ONE)).extracting(each -> each.result().times()).containsExactly(9);
    add(entry("ade_1", ONE, NOW, Outcome.REFUSED, 10));
    assertThat(all(ONE)).extracting(each -> each.result().times()).containsExactly(10);
  }

  @Test
  void entriesAreFilteredByWhatWasDoneAndByWhom() {
    add(entry("ade_1", ONE, NOW, Outcome.DONE, 1), entry("ade_2", ONE, NOW, Outcome.REFUSED, 1));
    assertThat(list(new Filter("anna", "dst_1", "refused", NOW, NOW.plusSeconds(1))))
        .containsExactly("ade_2");
    assertThat(list(new Filter("sub-anna", "destination", "changeDestination", null, null)))
        .containsExactly("ade_2", "ade_1");
    assertThat(list(new Filter("eve", null, null, null, null))).isEmpty();
    assertThat(list(new Filter(null, null, null, NOW.plusSeconds(1), null))).isEmpty();
    assertThat(list(new Filter(null, null, null, null, NOW))).isEmpty();
  }

  @Test
  void changedAddressesOfTheLastDayAreFacts() {
    Instant hourAgo = NOW.minus(Duration.ofHours(1));
    FieldChange forged =
        FieldChange.open("/name", null, TextNode.valueOf(FieldChange.ADDRESS_CHANGED.field()));
    add(changed("ade_1", ONE, NOW.minus(Duration.ofHours(25)), FieldChange.ADDRESS_CHANGED));
    add(changed("ade_2", ONE, hourAgo, FieldChange.ADDRESS_CHANGED));
    add(changed("ade_3", ONE, hourAgo, forged));
    add(changed("ade_4", OTHER, hourAgo, FieldChange.ADDRESS_CHANGED));
    add(entry("ade_5", ONE, hourAgo, Outcome.DONE, 1));
    assertThat(new ChangedAddressFacts(worker, () -> NOW).facts(Set.of(ONE)))
        .containsExactly(
            new WorkspaceFact(
                ONE, new Fact.ChangedAddress("ade_2", "destination", "dst_1", "CRM", hourAgo)));
  }

  private static AdministrationEntry changed(
      String id, WorkspaceId workspace, Instant at, FieldChange change) {
    AdministrationEntry entry = entry(id, workspace, at, Outcome.DONE, 1);
    return new AdministrationEntry(
        id,
        workspace,
        at,
        entry.actor(),
        entry.act(),
        entry.result(),
        entry.origin(),
        List.of(change));
  }

  private List<String> list(Filter filter) {
    return trail.list(ONE, filter, null, 10).stream().map(AdministrationEntry::id).toList();
  }

  private static AdministrationEntry entry(
      String id, WorkspaceId workspace, Instant at, Outcome outcome, int times) {
    return new AdministrationEntry(
        id,
        workspace,
        at,
        new Actor("sub-anna", "anna", Actor.Kind.PERSON),
        new Act("changeDestination", "destination", "dst_1", "CRM"),
        new Result(outcome, null, times),
        new Origin("destinations", "request", null),
        List.of());
  }

  private void add(AdministrationEntry... entries) {
    List<TrailEntry> actions = Stream.of(entries).<TrailEntry>map(TrailEntry.Action::new).toList();
    OwnDatabase.await(store.add(entries[0].workspace(), actions).replaceWith(true));
  }

  private List<AdministrationEntry> all(WorkspaceId workspace) {
    return trail.list(workspace, Filter.ALL, null, 10);
  }
}
