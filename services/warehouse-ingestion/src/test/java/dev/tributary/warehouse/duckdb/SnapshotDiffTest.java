package dev.tributary.warehouse.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.contracts.id.RunId;
import dev.tributary.testkit.lane.Lane;
import dev.tributary.warehouse.snapshot.Counts;
import dev.tributary.warehouse.snapshot.Manifest;
import dev.tributary.warehouse.snapshot.RefusedRow;
import dev.tributary.warehouse.snapshot.SnapshotFolder;
import dev.tributary.warehouse.table.Column;
import dev.tributary.warehouse.table.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("soak-models")
class SnapshotDiffTest {
  private static final Shape SHAPE =
      new Shape(
          List.of(
              Column.of("id", "INTEGER"),
              Column.of("name", "VARCHAR"),
              Column.of("score", "DOUBLE")),
          List.of("id"),
          null);

  private static final int RUNS = Lane.size("tributary.runs", 20, 60);

  /** Differs from every value. */
  private static final Object DOUBTFUL = new Object();

  @TempDir Path temp;

  record Row(String name, Double score) {}

  /** One difference as the changes file tells it. */
  record Found(String change, List<String> columns, Map<String, Long> times) {}

  @Test
  void aRunFindsExactlyWhatANaiveComparisonFinds() throws Exception {
    long seed = Lane.seed();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    SnapshotFolder folder = new SnapshotFolder(temp.resolve("model"));
    Map<Integer, Row> table = new HashMap<>();
    Map<Integer, Map<String, Object>> known = new HashMap<>();
    Map<Integer, Map<String, Long>> times = new HashMap<>();
    for (int run = 1; run <= RUNS; run++) {
      mutate(random, table);
      long started = 1_700_000_000_000L + run * 1_000L;
      String what = "run %d, seed %d".formatted(run, seed);
      if (random.nextInt(3) == 0) {
        Map<Integer, Found> told = naive(known, table, new HashMap<>(times), started);
        assertThat(abandon(folder, SHAPE, new RunId("run_" + run), started, values(table)))
            .as(what)
            .isEqualTo(told);
        told.forEach((id, found) -> doubt(known, id, found));
      } else {
        Map<Integer, Found> expected = naive(known, table, times, started);
        Result result = run(folder, SHAPE, new RunId("run_" + run), started, values(table));
        assertThat(result.found()).as(what).isEqualTo(expected);
        assertThat(result.counts().unchanged())
            .isEqualTo(
                table.size()
                    - expected.values().stream()
                        .filter(f -> !f.change().equals("removed"))
                        .count());
        assertThat(result.manifest().rows()).as(what).isEqualTo(table.size());
        known.clear();
        table.forEach((id, row) -> known.put(id, cells(id, row)));
        times.keySet().retainAll(table.keySet());
      }
    }
  }

  /** Nobody knows which of an abandoned run's changes were heard. */
  private static void doubt(Map<Integer, Map<String, Object>> known, int id, Found told) {
    Map<String, Object> cells = known.computeIfAbsent(id, _ -> new HashMap<>());
    SHAPE.columns().stream()
        .map(Column::name)
        .filter(name -> told.columns().isEmpty() || told.columns().contains(name))
        .forEach(name -> cells.put(name, DOUBTFUL));
  }

  @Test
  void whatAnAbandonedFirstRunMayHaveToldIsTakenBack() throws Exception {
    SnapshotFolder folder = new SnapshotFolder(temp.resolve("model"));
    abandon(
        folder,
        SHAPE,
        new RunId("run_1"),
        1_000,
        "select * from (values (1,'a',1.0),(2,'b',2.0)) t(id,name,score)");
    Result second =
        run(folder, SHAPE, new RunId("run_2"), 2_000, "select 1 as id, 'a' as name, 1.0 as score");
    assertThat(second.found().get(1).change()).isEqualTo("changed");
    assertThat(second.found().get(2).change()).isEqualTo("removed");
    Result third =
        run(folder, SHAPE, new RunId("run_3"), 3_000, "select 1 as id, 'a' as name, 1.0 as score");
    assertThat(third.found()).isEmpty();
    assertThat(third.manifest().rows()).isEqualTo(1);
  }

  @Test
  void anUnchangedTableGivesNoChangesWhateverTheOrderOfItsRows() throws Exception {
    SnapshotFolder folder = new SnapshotFolder(temp.resolve("model"));
    String query = "select i as id, 'n' || i as name, i / 3.0 as score from range(1000) t(i)";
    run(folder, SHAPE, new RunId("run_1"), 1_000, query);
    Result again = run(folder, SHAPE, new RunId("run_2"), 2_000, query + " order by id desc");
    assertThat(again.found()).isEmpty();
    assertThat(again.counts().unchanged()).isEqualTo(1000);
  }

  @Test
  void aWiderIntegerOfTheSourceChangesNothing() throws Exception {
    SnapshotFolder folder = new SnapshotFolder(temp.resolve("model"));
    run(
        folder,
        SHAPE,
        new RunId("run_1"),
        1_000,
        "select 1::tinyint as id, 'a' as name, 1.5::float as score");
    Result again =
        run(
            folder,
            SHAPE,
            new RunId("run_2"),
            2_000,
            "select 1::bigint as id, 'a' as name, 1.5 as score");
    assertThat(again.found()).isEmpty();
  }

  @Test
  void rowsWithoutAKeyOrWithARepeatedOneAreLeftOutAndWhatWasKnownStays() throws Exception {
    SnapshotFolder folder = new SnapshotFolder(temp.resolve("model"));
    run(
        folder,
        SHAPE,
        new RunId("run_1"),
        1_000,
        "select * from (values (1,'a',1.0),(2,'b',2.0)) t(id,name,score)");
    Result second =
        run(
            folder,
            SHAPE,
            new RunId("run_2"),
            2_000,
            "select * from (values (1,'a',1.0),(2,'x',2.0),(2,'y',2.0),(null,'z',0.0))"
                + " t(id,name,score)");
    assertThat(second.found()).isEmpty();
    assertThat(second.counts().refused()).isEqualTo(3);
    assertThat(second.refused())
        .extracting(RefusedRow::key, RefusedRow::reason)
        .contains(
            org.assertj.core.groups.Tuple.tuple("{\"id\":2}", "key-duplicate"),
            org.assertj.core.groups.Tuple.tuple("{\"id\":null}", "key-missing"));
  }

  @Test
  void aRowThatIsTooLargeForAMessageIsLeftOutAndWhatWasKnownStays() throws Exception {
    SnapshotFolder folder = new SnapshotFolder(temp.resolve("model"));
    String row = "select * from (values (1, 'a', 1.0), %s) t(id, name, score)";
    Result first =
        run(
            folder,
            SHAPE,
            new RunId("run_1"),
            1_000,
            row.formatted("(2, 'b', 2.0), (3, repeat('é', 3200000), 3.0)"));
    assertThat(first.found().keySet()).containsExactlyInAnyOrder(1, 2);
    assertThat(first.counts().refused()).isEqualTo(1);
    assertThat(first.refused()).containsExactly(new RefusedRow("{\"id\":3}", "row-too-large", 1));
    String grown = row.formatted("(2, repeat('b', 6400000), 2.0)");
    for (RunId run : List.of(new RunId("run_2"), new RunId("run_3"))) {
      Result later = run(folder, SHAPE, run, 2_000, grown);
      assertThat(later.found()).isEmpty();
      assertThat(later.counts().refused()).isEqualTo(1);
      assertThat(later.counts().unchanged()).isEqualTo(1);
    }
    Result shrunk = run(folder, SHAPE, new RunId("run_4"), 4_000, row.formatted("(2, 'c', 2.0)"));
    assertThat(shrunk.found().get(2).columns()).containsExactly("name");
    assertThat(shrunk.counts().refused()).isZero();
  }

  @Test
  void aColumnThatIsAddedToTheModelIsTheOnlyOneThatChanges() throws Exception {
    SnapshotFolder folder = new SnapshotFolder(temp.resolve("model"));
    Shape narrow = new Shape(SHAPE.columns().subList(0, 2), List.of("id"), null);
    run(folder, narrow, new RunId("run_1"), 1_000, "select 1 as id, 'a' as name");
    Result wider =
        run(folder, SHAPE, new RunId("run_2"), 2_000, "select 1 as id, 'a' as name, 7.0 as score");
    assertThat(wider.found())
        .isEqualTo(
            Map.of(
                1,
                new Found(
                    "changed",
                    List.of("score"),
                    new TreeMap<>(Map.of("id", 1_000L, "name", 1_000L, "score", 2_000L)))));
    assertThat(
            run(
                    folder,
                    SHAPE,
                    new RunId("run_3"),
                    3_000,
                    "select 1 as id, 'a' as name, 7.0 as score")
                .found())
        .isEmpty();
  }

  @Test
  void anotherVersionOfTheEngineChangesNothing() throws Exception {
    SnapshotFolder folder = new SnapshotFolder(temp.resolve("model"));
    String query = "select i as id, 'n' || i as name, i / 3.0 as score from range(100) t(i)";
    Manifest manifest = run(folder, SHAPE, new RunId("run_1"), 1_000, query).manifest();
    folder.switchTo(
        new Manifest(
            manifest.version(),
            "v0.0.0",
            manifest.shape(),
            manifest.base(),
            manifest.deltas(),
            manifest.baseRows(),
            manifest.deltaRows(),
            manifest.rows()));
    Result again = run(folder, SHAPE, new RunId("run_2"), 2_000, query);
    assertThat(again.found()).isEmpty();
    assertThat(again.manifest().engine()).isEqualTo(manifest.engine());
  }

  @Test
  void aRowThatIsLeftOutStaysKnownOnceWhileTheSnapshotIsBuiltAnew() throws Exception {
    SnapshotFolder folder = new SnapshotFolder(temp.resolve("model"));
    Shape narrow = new Shape(SHAPE.columns().subList(0, 2), List.of("id"), null);
    run(
        folder,
        narrow,
        new RunId("run_1"),
        1_000,
        "select 1 as id, 'a' as name union all select 2, 'b'");
    String twice = "select * from (values (1,'x',1.0),(1,'y',2.0),(2,'b',2.0)) t(id,name,score)";
    Result wider = run(folder, SHAPE, new RunId("run_2"), 2_000, twice);
    assertThat(wider.found()).containsOnlyKeys(2);
    assertThat(wider.counts().refused()).isEqualTo(2);
    String once = "select * from (values (1,'a',1.0),(2,'b',2.0)) t(id,name,score)";
    assertThat(run(folder, SHAPE, new RunId("run_3"), 3_000, once).found())
        .isEqualTo(
            Map.of(
                1,
                new Found(
                    "changed",
                    List.of("score"),
                    new TreeMap<>(Map.of("id", 1_000L, "name", 1_000L, "score", 3_000L)))));
  }

  @Test
  void repeatedKeysAreFoundAmongNewKnownAndUnchangedRows() throws Exception {
    SnapshotFolder folder = new SnapshotFolder(temp.resolve("model"));
    run(
        folder,
        SHAPE,
        new RunId("run_1"),
        1_000,
        "select * from (values (1,'a',1.0),(2,'b',2.0),(3,'c',3.0)) t(id,name,score)");
    Result second =
        run(
            folder,
            SHAPE,
            new RunId("run_2"),
            2_000,
            "select * from (values (1,'a',1.0),(1,'a',1.0),(2,'b',2.0),(4,'d',4.0),(4,'e',4.0))"
                + " t(id,name,score)");
    assertThat(second.found().keySet()).containsExactly(3);
    assertThat(second.counts().removed()).isEqualTo(1);
    assertThat(second.refused())
        .extracting(RefusedRow::key)
        .containsExactlyInAnyOrder("{\"id\":1}", "{\"id\":4}");
  }

  @Test
  void aRunThatStopsBeforeTheSwitchLeavesTheOldSnapshot() throws Exception {
    SnapshotFolder folder = new SnapshotFolder(temp.resolve("model"));
    run(folder, SHAPE, new RunId("run_1"), 1_000, "select 1 as id, 'a' as name, 1.0 as score");
    try (RunDatabase database =
        RunDatabase.open(List.of(folder.path()), new RunDatabase.Limits(256, 2, 1_000))) {
      SnapshotDiff diff =
          new SnapshotDiff(database, folder, SHAPE, new RunId("run_2"), Instant.EPOCH);
      diff.stage("select 1 as id, 'b' as name, 1.0 as score");
      diff.compare();
    }
    Result third =
        run(folder, SHAPE, new RunId("run_3"), 3_000, "select 1 as id, 'b' as name, 1.0 as score");
    assertThat(third.found().get(1).columns()).containsExactly("name");
    folder.clean(Optional.empty());
    assertThat(Files.exists(folder.changes(new RunId("run_2")))).isFalse();
  }

  @Test
  void theSqlOfARunSeesNothingOutsideItsFolders() throws Exception {
    SnapshotFolder folder = new SnapshotFolder(temp.resolve("model"));
    Path foreign = Files.writeString(temp.resolve("foreign.csv"), "a,b\n1,2\n");
    try (RunDatabase database =
        RunDatabase.open(List.of(folder.path()), new RunDatabase.Limits(256, 1, 1_000))) {
      for (String sql :
          List.of(
              "select * from read_csv('" + foreign + "')",
              "select * from read_text('/etc/passwd')",
              "attach '" + temp.resolve("other.duckdb") + "'",
              "copy (select 1) to '" + temp.resolve("out.csv") + "'",
              "set enable_external_access = true",
              "install httpfs")) {
        assertThatThrownBy(() -> database.execute(sql)).as(sql).isInstanceOf(SQLException.class);
      }
    }
  }

  private record Result(
      Map<Integer, Found> found, Counts counts, List<RefusedRow> refused, Manifest manifest) {}

  /** Begins to publish, and does not come to its end; what it would have told. */
  private Map<Integer, Found> abandon(
      SnapshotFolder folder, Shape shape, RunId run, long started, String query) throws Exception {
    try (RunDatabase database =
        RunDatabase.open(List.of(folder.path()), new RunDatabase.Limits(256, 2, 1_000))) {
      new UnconfirmedRows(database, folder).ofRunsBefore(run);
      SnapshotDiff diff =
          new SnapshotDiff(database, folder, shape, run, Instant.ofEpochMilli(started));
      diff.stage(query);
      diff.compare();
      folder.publishing(run, shape);
      return read(diff, shape);
    }
  }

  private Result run(SnapshotFolder folder, Shape shape, RunId run, long started, String query)
      throws Exception {
    try (RunDatabase database =
        RunDatabase.open(List.of(folder.path()), new RunDatabase.Limits(256, 2, 1_000))) {
      folder.clean(Optional.of(run));
      new UnconfirmedRows(database, folder).ofRunsBefore(run);
      SnapshotDiff diff =
          new SnapshotDiff(database, folder, shape, run, Instant.ofEpochMilli(started));
      diff.stage(query);
      Counts counts = diff.compare();
      List<RefusedRow> refused = diff.refusedSample(10);
      folder.publishing(run, shape);
      Map<Integer, Found> found = read(diff, shape);
      Manifest manifest = diff.advance(counts);
      folder.accountedFor(run);
      folder.clean(Optional.empty());
      return new Result(found, counts, refused, manifest);
    }
  }

  private static Map<Integer, Found> read(SnapshotDiff diff, Shape shape) throws SQLException {
    Map<Integer, Found> found = new HashMap<>();
    diff.eachChange(row -> {
      Map<String, Long> times = new TreeMap<>();
      for (int i = 0; i < row.columnMillis().size(); i++) {
        times.put(shape.columns().get(i).name(), row.columnMillis().get(i));
      }
      int id = Integer.parseInt(row.key().replaceAll("\\D", ""));
      assertThat(found.put(id, new Found(row.change(), row.changed(), times)))
          .as("another change of %d", id)
          .isNull();
    });
    return found;
  }

  private static void mutate(Random random, Map<Integer, Row> table) {
    int changes = random.nextInt(30);
    for (int i = 0; i < changes; i++) {
      int id = random.nextInt(60);
      switch (random.nextInt(4)) {
        case 0 -> table.remove(id);
        case 1 -> table.put(id, new Row(null, random.nextInt(3) / 2.0));
        default -> table.put(id, new Row("n" + random.nextInt(3), random.nextInt(3) / 2.0));
      }
    }
  }

  private static Map<Integer, Found> naive(
      Map<Integer, Map<String, Object>> before,
      Map<Integer, Row> now,
      Map<Integer, Map<String, Long>> times,
      long started) {
    Map<Integer, Found> expected = new HashMap<>();
    now.forEach((id, row) -> {
      Map<String, Object> old = before.get(id);
      Map<String, Long> columnTimes = new TreeMap<>(times.getOrDefault(id, Map.of()));
      List<String> changed = new ArrayList<>();
      Map<String, Object> fresh = cells(id, row);
      fresh.forEach((name, value) -> {
        if (old == null || !Objects.equals(value, old.get(name))) {
          changed.add(name);
          columnTimes.put(name, started);
        }
      });
      if (!changed.isEmpty()) {
        times.put(id, columnTimes);
        expected.put(id, new Found(old == null ? "added" : "changed", changed, columnTimes));
      }
    });
    before
        .keySet()
        .forEach(id -> {
          if (!now.containsKey(id)) {
            expected.put(id, new Found("removed", List.of(), new TreeMap<>()));
          }
        });
    return expected;
  }

  private static Map<String, Object> cells(int id, Row row) {
    Map<String, Object> cells = new LinkedHashMap<>();
    cells.put("id", id);
    cells.put("name", row.name());
    cells.put("score", row.score());
    return cells;
  }

  private static String values(Map<Integer, Row> table) {
    if (table.isEmpty()) {
      return "select 1 as id, 'a' as name, 1.0 as score where false";
    }
    StringBuilder sql = new StringBuilder("select * from (values ");
    table.forEach((id, row) ->
        sql.append(
            "(%d,%s,%s),"
                .formatted(id, row.name() == null ? "null" : "'" + row.name() + "'", row.score())));
    sql.setLength(sql.length() - 1);
    return sql.append(") t(id, name, score)").toString();
  }
}
