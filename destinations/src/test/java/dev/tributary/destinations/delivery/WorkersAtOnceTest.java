package dev.tributary.destinations.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkersAtOnceTest {
  private static final int PEOPLE = 120;
  private static final int VERSIONS = 5;
  private static final int TOGETHER = 20;
  private static final int WORKERS = 3;

  private final AtomicBoolean changesEnd = new AtomicBoolean();
  private final AtomicInteger twice = new AtomicInteger();
  private final Set<String> underway = ConcurrentHashMap.newKeySet();

  /** Contents, states and lanes change between the search for open deliveries and their locks. */
  @Test
  void noDeliveryIsAtTwoWorkersAndEachRecordGetsItsNewestContent() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      DestinationId id = bench.destination();
      bench.profileSync(id);
      Catalogue.Destination destination = bench.catalogue().destination(id).orElseThrow();
      FakeDestination.Store store = bench.fake.store(id);
      store.watch = new Underway();
      List<Future<?>> all = new ArrayList<>();
      for (int worker = 0; worker < WORKERS; worker++) {
        all.add(threads.submit(working(bench, destination)));
      }
      all.add(threads.submit(changing(bench)));
      all.add(threads.submit(movingLanes(bench)));
      for (Future<?> each : all) {
        each.get();
      }
      assertThat(twice).as("deliveries that two workers had at once").hasValue(0);
      assertThat(store.records).hasSize(PEOPLE);
      assertThat(Set.copyOf(store.records.values()))
          .containsExactly("{\"name\":\"Name " + VERSIONS + "\"}");
      assertThat(bench.wronglyOpenOrLeased()).isEmpty();
    }
  }

  /** As if others had claimed or delayed some after the search for open deliveries. */
  @Test
  void aClaimJudgesADeliveryByItselfAndNotByItsOpenDelivery() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId id = bench.destination();
      bench.profileSync(id);
      bench.apply(change(bench, 1, 1), change(bench, 2, 1), change(bench, 3, 1));
      bench.execute("alter table delivery disable trigger delivery_moved");
      bench.change(
          """
          update delivery set state = case record_key when 'p1@example.org' then 'in-flight'
              else state end,
            not_before = case record_key when 'p2@example.org' then now() + interval '1 hour'
              else not_before end\
          """);
      Catalogue.Destination destination = bench.catalogue().destination(id).orElseThrow();
      WorkSearchResult found = bench.deliveries.claim(destination, 0, true);
      assertThat(found).isInstanceOf(WorkSearchResult.Taken.class);
      assertThat(((WorkSearchResult.Taken) found).batch().rows())
          .extracting(row -> row.key().value())
          .containsExactly("p3@example.org");
    }
  }

  private Callable<Void> working(Bench bench, Catalogue.Destination destination) {
    return () -> {
      for (int turn = 0; ; turn++) {
        boolean last = changesEnd.get();
        if (bench.deliveries.claim(destination, turn, true)
            instanceof WorkSearchResult.Taken(LeasedBatch batch, _, _)) {
          report(bench, batch, bench.send(batch));
        } else if (last && bench.busy() == 0) {
          return null;
        }
      }
    };
  }

  private static void report(Bench bench, LeasedBatch batch, List<Outcome> outcomes)
      throws StoreFailure, SQLException {
    OutcomeDecision decision =
        new OutcomeDecision(EffectClass.A, false, Instant.now(), Duration.ZERO, Duration.ZERO);
    List<AttemptReport> reports = decision.of(batch.rows(), outcomes);
    bench.deliveries.report(batch, reports, AttemptResult.of(reports, outcomes, List.of()));
  }

  private Callable<Void> changing(Bench bench) {
    return () -> {
      for (int version = 1; version <= VERSIONS; version++) {
        for (int first = 0; first < PEOPLE; first += TOGETHER) {
          Message[] changes = new Message[TOGETHER];
          for (int i = 0; i < TOGETHER; i++) {
            changes[i] = change(bench, first + i, version);
          }
          bench.apply(changes);
        }
      }
      changesEnd.set(true);
      return null;
    };
  }

  private static Message change(Bench bench, int person, int version) {
    return bench.updated(
        Bench.person(
            new ProfileId("prf_" + person),
            version,
            "p" + person + "@example.org",
            "Name " + version));
  }

  private Callable<Void> movingLanes(Bench bench) {
    return () -> {
      for (int lane = 0; !changesEnd.get(); lane = 1 - lane) {
        bench.change(
            """
            update delivery set lane = 1 + %d where id in (
              select id from delivery where state = 'pending' limit 20 for update skip locked)\
            """
                .formatted(lane));
      }
      return null;
    };
  }

  private final class Underway implements FakeDestination.Watch {
    @Override
    public void entered(Batch batch) {
      batch.items().stream()
          .filter(item -> !underway.add(item.delivery()))
          .forEach(item -> twice.incrementAndGet());
    }

    @Override
    public void left(Batch batch) {
      batch.items().forEach(item -> underway.remove(item.delivery()));
    }
  }
}
