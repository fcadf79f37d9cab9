package dev.tributary.warehouse.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.warehouse.snapshot.Counts;
import dev.tributary.warehouse.snapshot.Manifest;
import dev.tributary.warehouse.snapshot.SnapshotFolder;
import dev.tributary.warehouse.table.Column;
import dev.tributary.warehouse.table.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotDiffTest {
  private static final Shape SHAPE =
      new Shape(
          List.of(
              Column.of("id", "INTEGER"),
              Column.of("name", "VARCHAR"),
              Column.of("score", "DOUBLE")),
          List.of("id"),
          null);

  @TempDir Path temp;

  record Row(String name, Double score) {}

  /** One difference as the changes file tells it. */
  record Found(String change, List<String> columns, Map<String, Long> times) {}

  @Test
  void aRunFindsExactlyWhatANaiveComparisonFinds() throws Exception {
    long seed = Long.getLong("tributary.seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    SnapshotFolder folder = new SnapshotFolder(temp.resolve("model"));
    Map<Integer, Row> table = new HashMap<>();
    Map<Integer, Row> before = new HashMap<>();
    Map<Integer, Map<String, Long>> times = new HashMap<>();
    for (int run = 1; run <= 40; run++) {
      mutate(random, table);
      long started = 1_700_000_000_000L + run * 1_000L;
      Map<Integer, Found> expected = naive(before, table, times, started);
      Result result = run(folder, SHAPE, "run_" + run, started, values(table));
      assertThat(result.found()).as("run %d, seed %d", run, seed).isEqualTo(expected);
      assertThat(result.counts().unchanged())
          .isEqualTo(
              table.size()
                  - expected.values().stream().filter(f -> !f.change().equals("removed")).count());
      assertThat(result.manifest().rows()).isEqualTo(table.size());
      before = new HashMap<>(table);
    }
  }

  @Test
  void anUnchangedTableGivesNoChangesWhateverTheOrderOfItsRows() throws Exception {
    SnapshotFolder folder = new SnapshotFolder(temp.resolve("model"));
    String query = "select i as id, 'n' || i as name, i / 3.0 as score from range(1000) t(i)";
    run(folder, SHAPE, "run_1", 1_000, query);
    Result again = run(folder, SHAPE, "run_2", 2_000, query + " order by id desc");
    assertThat(again.found()).isEmpty();
    assertThat(again.counts().unchanged()).isEqualTo(1000);
  }

  @Test
  void aWiderIntegerOfTheSourceChangesNothing() throws Exception {
    SnapshotFolder folder = new SnapshotFolder(temp.resolve("model"));
    run(folder, SHAPE, "run_1", 1_000, "select 1::tinyint as id, 'a' as name, 1.5::float as score");
    Result again =
        run(folder, SHAPE, "run_2", 2_000, "select 1::bigint as id, 'a' as name, 1.5 as score");
    assertThat(again.found()).isEmpty();
  }

  @Test
  void rowsWithoutAKeyOrWithARepeatedOneAreLeftOutAndWhatWasKnownStays() throws Exception {
    SnapshotFolder folder = new SnapshotFolder(temp.resolve("model"));
    run(
        folder,
        SHAPE,
        "run_1",
        1_000,
        "select * from (values (1,'a',1.0),(2,'b',2.0)) t(id,name,score)");
    Result second =
        run(
            folder,
            SHAPE,
            "run_2",
            2_000,
            "select * from (values (1,'a',1.0),(2,'x',2.0),(2,'y',2.0),(null,'z',0.0)) t(id,name,score)");
    assertThat(second.found()).isEmpty();
    assertThat(second.counts().refused()).isEqualTo(3);
    assertThat(second.refused())
        .extracting(SnapshotDiff.Refused::key, SnapshotDiff.Refused::reason)
        .contains(
            org.assertj.core.groups.Tuple.tuple("{\"id\":2}", "key-duplicate"),
            org.assertj.core.groups.Tuple.tuple("{\"id\":null}", "key-missing"));
  }

  @Test
  void aColumnThatIsAddedToTheModelIsTheOnlyOneThatChanges() throws Exception {
    SnapshotFolder folder = new SnapshotFolder(temp.resolve("model"));
    Shape narrow = new Shape(SHAPE.columns().subList(0, 2), List.of("id"), null);
    run(folder, narrow, "run_1", 1_000, "select 1 as id, 'a' as name");
    Result wider = run(folder, SHAPE, "run_2", 2_000, "select 1 as id, 'a' as name, 7.0 as score");
    assertThat(wider.found())
        .isEqualTo(
            Map.of(
                1,
                new Found(
                    "changed",
                    List.of("score"),
                    new TreeMap<>(Map.of("id", 1_000L, "name", 1_000L, "score", 2_000L)))));
    assertThat(
            run(folder, SHAPE, "run_3", 3_000, "select 1 as id, 'a' as name, 7.0 as score").found())
        .isEmpty();
  }

  @Test
  void anotherVersionOfTheEngineChangesNothing() throws Exception {
    SnapshotFolder folder = new SnapshotFolder(temp.resolve("model"));
    String query = "select i as id, 'n' || i as name, i / 3.0 as score from range(100) t(i)";
    Manifest manifest = run(folder, SHAPE, "run_1", 1_000, query).manifest();
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
    Result again = run(folder, SHAPE, "run_2", 2_000, query);
    assertThat(again.found()).isEmpty();
    assertThat(again.manifest().engine()).isEqualTo(manifest.engine());
  }

  @Test
  void aRunThatStopsBeforeTheSwitchLeavesTheOldSnapshot() throws Exception {
    SnapshotFolder folder = new SnapshotFolder(temp.resolve("model"));
    run(folder, SHAPE, "run_1", 1_000, "select 1 as id, 'a' as name, 1.0 as score");
    try (RunDatabase database = RunDatabase.open(List.of(folder.path()), 256, 2)) {
      SnapshotDiff diff = new SnapshotDiff(database, folder, SHAPE, "run_2", Instant.EPOCH);
      diff.stage("select 1 as id, 'b' as name, 1.0 as score");
      diff.compare();
    }
    Result third = run(folder, SHAPE, "run_3", 3_000, "select 1 as id, 'b' as name, 1.0 as score");
    assertThat(third.found().get(1).columns()).containsExactly("name");
    folder.clean(Optional.empty());
    assertThat(Files.exists(folder.changes("run_2"))).isFalse();
  }

  @Test
  void theSqlOfARunSeesNothingOutsideItsFolders() throws Exception {
    SnapshotFolder folder = new SnapshotFolder(temp.resolve("model"));
    Path foreign = Files.writeString(temp.resolve("foreign.csv"), "a,b\n1,2\n");
    try (RunDatabase database = RunDatabase.open(List.of(folder.path()), 256, 1)) {
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
      Map<Integer, Found> found,
      Counts counts,
      List<SnapshotDiff.Refused> refused,
      Manifest manifest) {}

  private Result run(SnapshotFolder folder, Shape shape, String run, long started, String query)
      throws Exception {
    try (RunDatabase database = RunDatabase.open(List.of(folder.path()), 256, 2)) {
      SnapshotDiff diff =
          new SnapshotDiff(database, folder, shape, run, Instant.ofEpochMilli(started));
      diff.stage(query);
      Counts counts = diff.compare();
      List<SnapshotDiff.Refused> refused = diff.refusedSample(10);
      Map<Integer, Found> found = read(database, folder.changes(run), shape);
      Manifest manifest = diff.advance(counts);
      folder.clean(Optional.empty());
      return new Result(found, counts, refused, manifest);
    }
  }

  private static Map<Integer, Found> read(RunDatabase database, Path changes, Shape shape)
      throws SQLException {
    return database.query(
        "select cast(json_extract(k, '$.id') as integer), change, changed, t from '"
            + changes
            + "'",
        rows -> {
          Map<Integer, Found> found = new HashMap<>();
          while (rows.next()) {
            List<String> columns = new ArrayList<>();
            for (Object name : array(rows.getArray(3))) {
              columns.add((String) name);
            }
            Map<String, Long> times = new TreeMap<>();
            Object[] millis = array(rows.getArray(4));
            for (int i = 0; i < millis.length; i++) {
              times.put(shape.columns().get(i).name(), (Long) millis[i]);
            }
            found.put(rows.getInt(1), new Found(rows.getString(2), columns, times));
          }
          return found;
        });
  }

  private static Object[] array(Array array) throws SQLException {
    return (Object[]) array.getArray();
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
      Map<Integer, Row> before,
      Map<Integer, Row> now,
      Map<Integer, Map<String, Long>> times,
      long started) {
    Map<Integer, Found> expected = new HashMap<>();
    now.forEach((id, row) -> {
      Row old = before.get(id);
      Map<String, Long> columnTimes = old == null ? new TreeMap<>() : new TreeMap<>(times.get(id));
      List<String> changed = new ArrayList<>();
      Map<String, Object> fresh = cells(id, row);
      Map<String, Object> stale = old == null ? Map.of() : cells(id, old);
      fresh.forEach((name, value) -> {
        if (old == null || !Objects.equals(value, stale.get(name))) {
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
