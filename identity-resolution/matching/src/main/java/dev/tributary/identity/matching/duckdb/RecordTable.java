package dev.tributary.identity.matching.duckdb;

import dev.tributary.identity.matching.BlockingRule;
import dev.tributary.identity.matching.Level;
import dev.tributary.identity.matching.MatchRecord;
import dev.tributary.identity.matching.Model;
import dev.tributary.identity.matching.Nicknames;
import dev.tributary.identity.matching.SimilarityCriterion;
import dev.tributary.identity.matching.Training;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/**
 * The records of a piece of work, numbered in the order of their arrival. Everything that the
 * comparison of pairs needs is computed once for each record.
 */
final class RecordTable {
  private static final int CANCEL_CHECK_EVERY = 10_000;

  private final BulkDatabase database;
  private final Model model;
  private final List<String> columns;
  private final List<BlockingRule> rules;

  /** Creates the table with the columns that the model and its training read. */
  RecordTable(BulkDatabase database, Model model, Training training) {
    this.database = database;
    this.model = model;
    Set<String> all = new TreeSet<>(model.columns());
    all.addAll(training.columns());
    columns = List.copyOf(all);
    Set<BlockingRule> each = new LinkedHashSet<>(model.blocking());
    each.addAll(training.certain());
    each.addAll(training.sessions());
    rules = List.copyOf(each);
    database.execute(
        "create table raw (n integer, id varchar, %s)"
            .formatted(
                columns.stream()
                    .map(column -> Sql.value(column) + " varchar")
                    .collect(Collectors.joining(", "))));
  }

  /**
   * The number of a rule: records of one block have the same value in the column {@code b_} with
   * that number.
   */
  int number(BlockingRule rule) {
    return rules.indexOf(rule);
  }

  /**
   * @return the number of records
   */
  long load(Iterator<MatchRecord> records) {
    var loading =
        new Object() {
          int number;
        };
    database.append(
        "raw",
        appender -> {
          while (records.hasNext()) {
            MatchRecord next = records.next();
            appender.beginRow();
            appender.append(loading.number++);
            appender.append(next.id());
            for (String column : columns) {
              append(appender, next.values().get(column));
            }
            appender.endRow();
            if (loading.number % CANCEL_CHECK_EVERY == 0) {
              database.refuseCancelled();
            }
          }
        });
    return loading.number;
  }

  private static void append(DuckDBAppender appender, @Nullable String value) throws SQLException {
    if (value == null) {
      appender.appendNull();
    } else {
      appender.append(value);
    }
  }

  /**
   * Computes the values that comparisons need.
   *
   * @return the number of blocks that are too large and are left out
   */
  long prepare(Nicknames nicknames, int largestBlock) {
    loadNicknames(nicknames);
    database.execute("create table record as select %s from %s".formatted(derived(), joined()));
    database.execute("drop table raw");
    long leftOut = 0;
    for (int rule = 0; rule < rules.size(); rule++) {
      String tooLarge =
          "select b_%1$d from record where b_%1$d is not null group by b_%1$d having count(*) > %2$d"
              .formatted(rule, largestBlock);
      long blocks = database.number("select count(*) from (%s)".formatted(tooLarge));
      if (blocks > 0) {
        leftOut += blocks;
        database.execute(
            "update record set b_%1$d = null where b_%1$d in (%2$s)".formatted(rule, tooLarge));
      }
    }
    return leftOut;
  }

  private void loadNicknames(Nicknames nicknames) {
    database.execute("create table nickname (name varchar, j integer, k integer)");
    database.append(
        "nickname",
        appender -> {
          for (Map.Entry<String, List<Integer>> name : nicknames.lines().entrySet()) {
            appender.beginRow();
            appender.append(name.getKey());
            appender.append(name.getValue().getFirst());
            if (name.getValue().size() > 1) {
              appender.append(name.getValue().getLast());
            } else {
              appender.appendNull();
            }
            appender.endRow();
          }
        });
  }

  private String derived() {
    Stream<String> days =
        columnsOf(SimilarityCriterion.DaysApart.class)
            .map(column ->
                "(try_cast(%s as date) - date '1970-01-01')::integer as %s"
                    .formatted(Sql.value(column), Sql.quoted("d_", column)));
    Stream<String> lines =
        columnsOf(SimilarityCriterion.Nickname.class)
            .map(column ->
                "%1$s.j as %2$s, %1$s.k as %3$s"
                    .formatted(
                        Sql.quoted("n_", column),
                        Sql.quoted("j_", column),
                        Sql.quoted("k_", column)));
    Stream<String> frequencies =
        byFrequency().map(column -> "%1$s.f as %1$s".formatted(Sql.quoted("f_", column)));
    Stream<String> blocks =
        rules.stream().map(rule -> "%s as b_%d".formatted(Sql.block(rule), number(rule)));
    return Stream.of(Stream.of("raw.*"), days, lines, frequencies, blocks)
        .flatMap(parts -> parts)
        .collect(Collectors.joining(", "));
  }

  private String joined() {
    Stream<String> lines =
        columnsOf(SimilarityCriterion.Nickname.class)
            .map(column ->
                " left join nickname %1$s on %1$s.name = raw.%2$s"
                    .formatted(Sql.quoted("n_", column), Sql.value(column)));
    Stream<String> frequencies =
        byFrequency()
            .map(column ->
                " left join (select %1$s as v, count(*) / sum(count(*)) over () as f from raw where %1$s is not null group by %1$s) %2$s on %2$s.v = raw.%1$s"
                    .formatted(Sql.value(column), Sql.quoted("f_", column)));
    return "raw" + Stream.concat(lines, frequencies).collect(Collectors.joining());
  }

  private Stream<String> byFrequency() {
    return model.comparisons().stream()
        .flatMap(comparison ->
            IntStream.range(0, comparison.levels().size())
                .mapToObj(comparison::frequencyOf)
                .flatMap(Stream::ofNullable))
        .distinct();
  }

  private Stream<String> columnsOf(Class<? extends SimilarityCriterion> kind) {
    return model.comparisons().stream()
        .flatMap(comparison -> comparison.levels().stream())
        .map(Level::likeness)
        .filter(kind::isInstance)
        .flatMap(likeness -> likeness.columns().stream())
        .distinct();
  }
}
