package dev.tributary.destinations.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.ledger.Content;
import dev.tributary.destinations.ledger.Delivery;
import dev.tributary.destinations.ledger.DesiredRecord;
import dev.tributary.destinations.ledger.DesiredRecord.Intent;
import dev.tributary.destinations.ledger.DesiredRecord.OnDenial;
import dev.tributary.destinations.ledger.DesiredRecordBuilder;
import dev.tributary.destinations.ledger.EventDelivery;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.ledger.RecordKey;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.SyncSource;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import dev.tributary.destinations.sync.ValueSource;
import dev.tributary.testkit.lane.Lane;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Engines over the ledger in memory: random changes of what is desired, random faults of the
 * destination, and workers that die between their attempt and its report. Repeat a run with {@code
 * -Dtributary.seed}.
 */
class InMemoryModelTest {
  private static final long SEED = Lane.seed();
  private static final int RECORDS = 12;
  private static final int CHANGES = Lane.size("tributary.changes", 200, 5_000);
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final DesiredRecord.Origin ORIGIN =
      new DesiredRecord.Origin("evt_1", Instant.EPOCH, null);

  @Test
  void theDestinationEndsUpWithWhatIsDesired() throws Exception {
    try (Run run = new Run(EffectClass.A)) {
      Map<String, String> desired = run.change();
      run.finish();
      assertThat(run.held()).as("seed %d", SEED).isEqualTo(desired);
      assertThat(run.witness.faultsSeen).as("seed %d", SEED).isEmpty();
      assertThat(run.statesOfEvents()).containsOnly(State.DELIVERED, State.ACCEPTED);
      int requests = run.store.requests.size();
      run.desireAgain();
      assertThat(run.ledger.isIdle()).as("nothing is sent again").isTrue();
      assertThat(run.store.requests).hasSize(requests);
    }
  }

  /** A user decides about a record that may have arrived. */
  @Test
  void noRecordThatMustNotBeRepeatedIsSentTwice() throws Exception {
    try (Run run = new Run(EffectClass.E)) {
      run.withoutJobs();
      run.change();
      run.finish();
      assertThat(run.witness.faultsSeen).as("seed %d", SEED).isEmpty();
      Map<String, Integer> writes = new TreeMap<>(run.store.writes);
      writes.keySet().removeIf(key -> !key.startsWith("events/"));
      assertThat(writes.values()).as("seed %d", SEED).containsOnly(1);
      assertThat(writes.keySet())
          .as("seed %d: the delivered events arrived", SEED)
          .containsAll(run.events(State.DELIVERED, State.ACCEPTED));
      assertThat(run.statesOfEvents())
          .as("seed %d: no event is lost", SEED)
          .isSubsetOf(State.DELIVERED, State.ACCEPTED, State.UNCERTAIN);
    }
  }

  /** Two engines and one destination. */
  private static final class Run implements AutoCloseable {
    private final Random random = new Random(SEED);
    private final Clock clock = Clock.systemUTC();
    private final FakeDestination fake;
    private final InMemoryBench bench;
    private final InMemoryLedger ledger;
    private final Catalogue.Sync records;
    private final Catalogue.Sync events;
    private final FakeDestination.Store store;
    private final Witness witness = new Witness(new Random(random.nextLong()));
    private final DyingWorkers workers;
    private final List<DeliveryEngine> engines = new ArrayList<>();
    private final Map<String, String> desired = new TreeMap<>();
    private int appended;

    Run(EffectClass effectClass) {
      System.out.println("InMemoryModelTest with -Dtributary.seed=" + SEED);
      fake = new FakeDestination(effectClass);
      fake.declaring = FakeDestination.batches(List.of(100, 1, 3).get(random.nextInt(3)));
      bench = new InMemoryBench(fake, new MovedClock(clock));
      ledger = bench.ledger;
      DestinationId destination =
          bench.destination(
              new DestinationSpec(
                  FakeDestination.ID,
                  Json.MAPPER.createObjectNode(),
                  Map.of(),
                  List.of(Bench.PURPOSE),
                  null,
                  null));
      FieldMapping email =
          new FieldMapping("email", new ValueSource.IdentifierOf(Identifier.EMAIL));
      FieldMapping name = new FieldMapping("name", new ValueSource.Trait("name"));
      records =
          sync(
              new SyncSpec(
                  destination,
                  new SyncSource.Profiles(),
                  "rows",
                  email,
                  List.of(name),
                  Mode.MIRROR,
                  Json.MAPPER.createObjectNode(),
                  null));
      events = bench.events(destination);
      store = fake.store(destination);
      witness.watch(store);
      witness.watchReceipts(store);
      workers =
          new DyingWorkers(ledger, new Leases(ledger), new Random(random.nextLong()), witness);
      engines.add(bench.engine(workers, clock));
      engines.add(bench.engine(workers, clock));
    }

    /** The destination applies a job at each question about it, so its writes would not tell. */
    void withoutJobs() {
      FakeDestination.Behaviour any = store.behaviour;
      store.behaviour =
          (batch, item) -> {
            Outcome outcome = any.answer(batch, item);
            return outcome instanceof Outcome.Submitted ? null : outcome;
          };
    }

    private Catalogue.Sync sync(SyncSpec spec) {
      SyncId id = bench.sync(spec);
      return bench.catalogue().sync(id).orElseThrow();
    }

    /** Returns the records that are desired in the end, with their content. */
    Map<String, String> change() {
      for (int i = 0; i < CHANGES; i++) {
        if (random.nextInt(4) == 0) {
          append("evt_" + appended++);
        } else {
          change("record-" + random.nextInt(RECORDS));
        }
        if (i == CHANGES / 2) {
          engines.getFirst().close();
        }
      }
      Map<String, String> all = new TreeMap<>(desired);
      for (int i = 0; i < appended; i++) {
        all.put("events/evt_" + i, "{\"total\":1}");
      }
      return all;
    }

    private void change(String value) {
      String name = "name-" + random.nextInt(4);
      boolean removed = random.nextInt(4) == 0;
      if (removed) {
        desired.remove("rows/" + value);
        desire(value, new Intent.Absent());
      } else {
        desired.put("rows/" + value, "{\"name\":\"%s\"}".formatted(name));
        desire(value, present(name));
      }
    }

    private static Intent present(String name) {
      return new Intent.Present(
          Json.MAPPER.createObjectNode().put("name", name), List.of(), Set.of(), OnDenial.ALLOWED);
    }

    private void desire(String value, Intent intent) {
      bench.desire(
          List.of(
              DesiredRecordBuilder.builder()
                  .key(key(records, value))
                  .sync(records.id())
                  .object("rows")
                  .intent(intent)
                  .owner(null)
                  .personRef(null)
                  .parent(null)
                  .lane(Priority.numbered(random.nextInt(3)))
                  .position(0)
                  .origin(ORIGIN)
                  .build()));
      wake();
    }

    private void append(String id) {
      bench.append(
          List.of(
              new EventDelivery(
                  key(events, id + "/" + events.id()),
                  "Order Completed",
                  events.id(),
                  "events",
                  DeliveryStoreContract.TestLedger.PEOPLE.getFirst(),
                  Content.json(events.id(), Map.of("total", 1), List.of()),
                  null,
                  ORIGIN)),
          Priority.LIVE);
      wake();
    }

    private static RecordKey key(Catalogue.Sync sync, String value) {
      return new RecordKey(Bench.WORKSPACE, sync.destination().id(), sync.space(), value);
    }

    private void wake() {
      engines.forEach(each -> each.wake(records.destination().id()));
    }

    void desireAgain() {
      desired.forEach((key, content) ->
          desire(
              key.substring(key.indexOf('/') + 1),
              present(content.substring(9, content.length() - 2))));
      for (int i = 0; i < appended; i++) {
        append("evt_" + i);
      }
    }

    /** Without faults from now on, everything is sent. */
    void finish() {
      witness.faults.set(false);
      await()
          .atMost(BOUND)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> {
            workers.endLeases();
            return ledger.isIdle();
          });
    }

    Map<String, String> held() {
      return new TreeMap<>(store.records);
    }

    Set<State> statesOfEvents() {
      return eventRows().stream().map(Delivery::state).collect(Collectors.toSet());
    }

    /** The events in these states, as the destination names them. */
    Set<String> events(State... states) {
      return eventRows().stream()
          .filter(row -> List.of(states).contains(row.state()))
          .map(row -> row.key().value())
          .map(value -> "events/" + value.substring(0, value.indexOf('/')))
          .collect(Collectors.toSet());
    }

    private List<Delivery> eventRows() {
      return ledger.deliveries().stream().filter(row -> row.sync().equals(events.id())).toList();
    }

    @Override
    public void close() {
      engines.forEach(DeliveryEngine::close);
    }
  }

  private record Leases(InMemoryLedger ledger) implements DyingWorkers.Leases {
    @Override
    public boolean has(ClaimedDelivery row) {
      return ledger.has(row);
    }

    @Override
    public void end(List<ClaimedDelivery> rows) {
      rows.forEach(ledger::expire);
    }
  }
}
