package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.WORKSPACE;
import static dev.tributary.destinations.delivery.Bench.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Manifest.BatchLimits;
import dev.tributary.destinations.connector.ManifestObjectTypeBuilder;
import dev.tributary.destinations.limit.RowLimit;
import dev.tributary.destinations.postgres.delivery.PostgresDeliveries;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * A claim reads the four oldest rows first. Rows are written as letters, oldest first: {@code a}
 * and {@code b} are of two syncs whose batches wait for four rows, {@code r} is a row of the first
 * sync that is removed, and {@code t} one that was sent before, in one batch with the others.
 */
class WaitingGroupsTest {
  private static final int ITEMS = 4;

  @Test
  void rowsThatWaitAreNotClaimed() throws Exception {
    assertThat(claimed("aaab")).isEmpty();
    assertThat(claimed("aaabbr")).isEmpty();
  }

  @Test
  void aFullBatchBehindRowsThatWaitIsClaimed() throws Exception {
    assertThat(claimed("aaabbb")).isEmpty();
    assertThat(claimed("aaabbbb")).isEqualTo("bbbb");
    assertThat(claimed("aaarrrbbbb")).isEqualTo("bbbb");
  }

  @Test
  void aFullBatchWhoseFirstRowsAreAmongThoseThatWaitIsClaimed() throws Exception {
    assertThat(claimed("abababa")).isEqualTo("aaaa");
    assertThat(claimed("abrabrabrb")).isEqualTo("bbbb");
  }

  @Test
  void removalsBehindRowsThatWaitAreClaimed() throws Exception {
    assertThat(claimed("aaabrrrr")).isEqualTo("rrrr");
    assertThat(claimed("arararbr")).isEqualTo("rrrr");
  }

  @Test
  void aRepeatBehindRowsThatWaitIsClaimedWithAllOfItsRows() throws Exception {
    assertThat(claimed("aaabtt")).isEqualTo("tt");
    assertThat(claimed("aabtttt")).as("one of them is among the oldest rows").isEqualTo("tttt");
  }

  @Test
  void aFullBatchAfterARepeatThatAnotherWorkerHoldsIsClaimed() throws Exception {
    try (Rows rows = new Rows("ttaabbbb");
        Connection other = rows.bench.worker.getConnection()) {
      other.setAutoCommit(false);
      try (PreparedStatement lock =
          other.prepareStatement(
              "select from delivery where batch is not null limit 1 for update")) {
        lock.execute();
        assertThat(rows.claimed()).isEqualTo("bbbb");
      } finally {
        other.rollback();
      }
      assertThat(rows.claimed()).isEqualTo("tt");
    }
  }

  @Test
  void rowsThatMoveToAPausedSyncAfterTheyAreFoundAreNotClaimed() throws Exception {
    try (Rows rows = new Rows("aaarbbbb")) {
      SyncId paused = rows.bench.modelSync(rows.destination, new ModelId("mdl_2"), null);
      rows.bench.pause(paused);
      AtomicInteger moves = new AtomicInteger();
      DataSource moving =
          RecordedStatements.before(
              rows.bench.worker,
              statement -> {
                if (statement.contains("where d.id = any(?) and d.state in")) {
                  moves.incrementAndGet();
                  rows.move(rows.second, paused);
                }
              });
      assertThat(rows.claimed(rows.bench.deliveries(moving))).isEmpty();
      assertThat(moves.get()).isPositive();
      rows.move(paused, rows.second);
      assertThat(rows.claimed()).isEqualTo("bbbb");
    }
  }

  /** A look reads a hundred rows first, and the others only if these wait. */
  @Test
  void aLookFindsAFullBatchBehindAHundredRowsThatWait() throws Exception {
    try (Rows rows = new Rows("a".repeat(101) + "b".repeat(101), 102)) {
      Catalogue.Destination destination =
          rows.bench.catalogue().destination(rows.destination).orElseThrow();
      assertThat(rows.bench.deliveries.mostUrgent(destination, 1, true, RowLimit.NONE)).isEmpty();
      rows.insert("b", 202);
      assertThat(rows.bench.deliveries.mostUrgent(destination, 1, true, RowLimit.NONE)).isPresent();
      assertThat(rows.claimed()).isEqualTo("b".repeat(102));
    }
  }

  /** Otherwise a claim would take longer with each row that was ever delivered. */
  @Test
  void allSearchesOfAClaimReadTheIndexOfDueRows() throws Exception {
    try (Rows rows = new Rows("aabtttt")) {
      rows.bench.insertCopies(
          """
          select (jsonb_populate_record(d, jsonb_build_object(
            'id', 'dlv_more' || n, 'record_key', 'more' || n,
            'destination', case n % 3 when 0 then 'dst_other' else d.destination end,
            'state', case n % 3 when 0 then 'pending' else 'delivered' end))).*
          from delivery d, generate_series(1, 20000) n
          where d.id = (select min(id) from delivery)\
          """);
      rows.bench.execute("analyze delivery");
      List<String> statements = new CopyOnWriteArrayList<>();
      AtomicInteger attempts = new AtomicInteger();
      PostgresDeliveries recorded =
          new PostgresDeliveries(
              RecordedStatements.recording(rows.bench.worker, statements),
              rows.bench.catalogue,
              (workspace, purpose) -> true,
              () -> "att_" + new UUID(0, attempts.incrementAndGet()),
              Clock.systemUTC());
      assertThat(rows.claimed(recorded)).isEqualTo("tttt");
      rows.bench.execute("update delivery set batch = null where batch is not null");
      rows.insert("bb", ITEMS * 2);
      assertThat(rows.claimed(recorded)).isEmpty();
      rows.insert("b", ITEMS * 3);
      assertThat(rows.claimed(recorded)).isEqualTo("bbbb");
      List<String> searches =
          statements.stream()
              .filter(text -> text.contains("not_before") && !text.contains("unnest"))
              .filter(text -> text.startsWith("select"))
              .distinct()
              .toList();
      assertThat(searches)
          .as("oldest, size of a repeat, repeat, behind, named; some for one or two states")
          .hasSizeBetween(5, 7);
      for (String search : searches) {
        assertThat(rows.plan(search))
            .as(search)
            .containsAnyOf("delivery_pkey", "open_delivery_of_sync", "open_delivery_oldest")
            .doesNotContain("Seq Scan on delivery");
      }
    }
  }

  /** The letters of the rows that one claim takes; none if it takes none. */
  private static String claimed(String letters) throws Exception {
    try (Rows rows = new Rows(letters)) {
      return rows.claimed();
    }
  }

  private static final class Rows implements AutoCloseable {
    private final Bench bench = Bench.allowing(EffectClass.A);
    private final DestinationId destination;
    private final SyncId first;
    private final SyncId second;

    Rows(String letters) throws SQLException {
      this(letters, ITEMS);
    }

    /**
     * @param items of a full batch
     */
    Rows(String letters, int items) throws SQLException {
      bench.fake.declaring =
          object ->
              ManifestObjectTypeBuilder.builder(object)
                  .batchSize(items)
                  .batch(new BatchLimits(items, null, null, Duration.ofHours(1)))
                  .build();
      destination = bench.destination();
      first = bench.profileSync(destination);
      second = bench.modelSync(destination, new ModelId("mdl_1"), null);
      insert(letters, 0);
    }

    /**
     * @param from the number of the first row; each is a tenth of a second younger than the one
     *     before
     */
    void insert(String letters, int from) throws SQLException {
      for (int i = 0; i < letters.length(); i++) {
        int number = from + i;
        char letter = letters.charAt(i);
        String key = number + "@example.org";
        bench.apply(bench.updated(person(new ProfileId("prf_" + number), 1, key, "Name")));
        bench.execute(
            ("update delivery set sync = '%s', hash = %s, state = '%s', batch = %s,"
                    + " not_before = statement_timestamp() - interval '1 minute'"
                    + " + interval '0.1 second' * %d where record_key = '%s'")
                .formatted(
                    letter == 'b' ? second : first,
                    letter == 'r' ? "'absent'" : "hash",
                    letter == 't' ? "retrying" : "pending",
                    letter == 't' ? "'att_before'" : "null",
                    number,
                    key));
      }
      bench.execute(
          "update delivery d set not_before ="
              + " (select min(not_before) from delivery where batch is not null)"
              + " where d.batch is not null");
    }

    void move(SyncId from, SyncId to) {
      try {
        bench.execute("update delivery set sync = '%s' where sync = '%s'".formatted(to, from));
      } catch (SQLException e) {
        throw new AssertionError(e);
      }
    }

    String claimed() throws StoreFailure, SQLException {
      return claimed(bench.deliveries);
    }

    String claimed(DeliveryStore store) throws StoreFailure, SQLException {
      Catalogue.Destination found = bench.catalogue().destination(destination).orElseThrow();
      return store.claim(found, 1, true) instanceof WorkSearchResult.Taken(LeasedBatch batch, _, _)
          ? batch.rows().stream().map(this::letter).collect(Collectors.joining())
          : "";
    }

    private String letter(ClaimedDelivery row) {
      if (row.sync().equals(second)) {
        return "b";
      }
      return row.removal() ? "r" : row.repeated() ? "t" : "a";
    }

    /** The parameters of a search are told by their number. */
    String plan(String search) throws SQLException {
      List<String> lines = new ArrayList<>();
      try (Connection connection = bench.worker.getConnection();
          PreparedStatement explain = connection.prepareStatement("explain " + search)) {
        int parameters = explain.getParameterMetaData().getParameterCount();
        Array none = connection.createArrayOf("text", new String[0]);
        if (parameters == 3) {
          explain.setArray(1, connection.createArrayOf("text", new String[] {"dlv_1", "dlv_2"}));
          explain.setArray(2, none);
          explain.setInt(3, ITEMS);
        } else if (search.contains("o.sync = ?")) {
          for (int part = 1; part <= parameters - 4; part += 6) {
            explain.setString(part, WORKSPACE.value());
            explain.setString(part + 1, destination.value());
            explain.setInt(part + 2, 1);
            explain.setString(part + 3, "syn_1");
            explain.setString(part + 4, "pending");
            explain.setTimestamp(part + 5, Timestamp.from(Instant.EPOCH));
          }
          explain.setBoolean(parameters - 3, true);
          explain.setBoolean(parameters - 2, true);
          explain.setArray(parameters - 1, none);
          explain.setInt(parameters, ITEMS);
        } else {
          explain.setString(1, WORKSPACE.value());
          explain.setString(2, destination.value());
          explain.setInt(3, 1);
          explain.setTimestamp(4, Timestamp.from(Instant.EPOCH));
          explain.setString(5, "att_before");
          if (parameters == 6) {
            explain.setInt(6, ITEMS);
          }
        }
        try (ResultSet plan = explain.executeQuery()) {
          while (plan.next()) {
            lines.add(plan.getString(1));
          }
        }
      }
      return String.join("\n", lines);
    }

    @Override
    public void close() throws Exception {
      bench.close();
    }
  }
}
