package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.event;
import static dev.tributary.destinations.delivery.Bench.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.limit.RowLimit;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A claim while an object takes no more. A thousand of its rows are before a row of another. */
class LimitedRowsTest {
  private static final Set<String> EVENTS = Set.of("events");
  private static final RowLimit LIMITED = RowLimit.NONE.without(EVENTS, Set.of());
  private static final RowLimit ALL_LIMITED = RowLimit.NONE.without(EVENTS, EVENTS);

  /** Few, because each person costs more than an event. */
  private static final int PEOPLE = 10;

  private Bench bench;
  private DestinationId destination;
  private SyncId others;

  @BeforeEach
  void aThousandRowsAndOneOfAnotherObject() throws SQLException {
    bench = Bench.allowing(EffectClass.A);
    destination = bench.destination();
    bench.eventSync(destination);
    bench.catalogue();
    bench.apply(
        IntStream.range(0, 1_000)
            .mapToObj(n ->
                bench.updated(
                    person(
                        new ProfileId("prf_" + n % PEOPLE), 1, n % PEOPLE + "@example.org", "Name"),
                    event("evt_" + n, Map.of())))
            .toArray(Message[]::new));
    bench.change("update delivery set not_before = statement_timestamp() - interval '1 hour'");
    others = bench.profileSync(destination);
    bench.catalogue();
    bench.apply(bench.updated(person(new ProfileId("prf_other"), 1, "o@example.org", "Name")));
    assertThat(bench.count(destination, "pending")).isEqualTo(1_001);
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
  }

  @Test
  void rowsOfALimitedObjectAreLeftOutAndHideNoOthers() throws StoreFailure, SQLException {
    assertThat(urgent(LIMITED)).contains(Priority.LIVE);
    assertThat(claimed(LIMITED)).isEqualTo("1 rows");
    assertThat(urgent(LIMITED)).isEmpty();
    assertThat(claimed(LIMITED)).isEmpty();
    assertThat(claimed(RowLimit.NONE)).as("at the end of the limit").isEqualTo("100 events");
  }

  @Test
  void rowsOfALimitedObjectHideNoOthersOfTheirSync() throws StoreFailure, SQLException {
    bench.change("update delivery set sync = '" + others + "'");
    assertThat(urgent(LIMITED)).contains(Priority.LIVE);
    assertThat(claimed(LIMITED)).isEqualTo("1 rows");
    assertThat(urgent(LIMITED)).isEmpty();
    assertThat(claimed(LIMITED)).isEmpty();
    assertThat(claimed(RowLimit.NONE)).isEqualTo("100 events");
  }

  @Test
  void repeatsOfALimitedObjectAreLeftOutToo() throws StoreFailure, SQLException {
    bench.change(
        "update delivery set state = 'retrying', batch = 'att_before' where object = 'events'");
    assertThat(claimed(LIMITED)).isEqualTo("1 rows");
    assertThat(claimed(LIMITED)).isEmpty();
  }

  @Test
  void onlyALimitOfOptOutsLeavesOutOptOuts() throws StoreFailure, SQLException {
    bench.change("update delivery set lane = 0 where object = 'events'");
    assertThat(claimed(LIMITED)).isEqualTo("100 events");
    assertThat(claimed(ALL_LIMITED)).isEqualTo("1 rows");
    assertThat(claimed(ALL_LIMITED)).isEmpty();
    assertThat(urgent(ALL_LIMITED)).isEmpty();
    assertThat(urgent(LIMITED)).contains(Priority.OPT_OUT);
  }

  /** The number and the object of the rows of one claim; empty if it takes none. */
  private String claimed(RowLimit limit) throws StoreFailure, SQLException {
    return bench.deliveries.claim(found(), 1, true, limit)
            instanceof WorkSearchResult.Taken(LeasedBatch batch, _, _)
        ? batch.rows().size() + " " + batch.rows().getFirst().object()
        : "";
  }

  private Optional<Priority> urgent(RowLimit limit) throws StoreFailure, SQLException {
    return bench.deliveries.mostUrgent(found(), 1, true, limit);
  }

  private Catalogue.Destination found() throws SQLException {
    return bench.catalogue().destination(destination).orElseThrow();
  }
}
