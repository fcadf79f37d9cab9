package dev.tributary.identity.postgres.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.identity.postgres.TestDatabase;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.testkit.infra.TestPool;
import io.agroal.api.AgroalDataSource;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/**
 * A rebuild copies rows of its replay into the workspace. A column that a statement does not name
 * would silently get its default there, so each statement has to name all columns of its table.
 */
class CopiedColumnsTest {
  /** Conflicts of a replay are open. */
  private static final Set<String> LEFT_EMPTY = Set.of("outcome", "settled_at", "settled_by");

  private static final Pattern INSERT = Pattern.compile("insert into (\\w+) \\(([^)]*)\\)");

  @Test
  void aRebuildCopiesEveryColumn() throws Exception {
    Map<String, List<String>> copied = copied(PostgresReassignment.class);
    assertThat(copied).containsKeys("identifier", "edge", "answer", "conflict");
    try (AgroalDataSource pool = pool()) {
      Jdbi worker = Jdbi.create(pool);
      copied.forEach((table, named) ->
          assertThat(named).as(table).containsExactlyInAnyOrderElementsOf(columns(worker, table)));
    }
  }

  /** The columns that the statements of a class name, by table. */
  private static Map<String, List<String>> copied(Class<?> statements) throws Exception {
    Map<String, List<String>> copied = new TreeMap<>();
    for (Field field : statements.getDeclaredFields()) {
      if (field.getType() == String.class) {
        field.setAccessible(true);
        Matcher insert = INSERT.matcher((String) field.get(null));
        while (insert.find()) {
          copied.put(
              insert.group(1), Stream.of(insert.group(2).split(",")).map(String::strip).toList());
        }
      }
    }
    return copied;
  }

  /** Without the columns that the database numbers by itself. */
  private static TreeSet<String> columns(Jdbi worker, String table) {
    return worker.withHandle(handle ->
        new TreeSet<>(
            handle
                .createQuery(
                    """
                    select column_name from information_schema.columns
                    where table_schema = 'public' and table_name = :table
                      and is_identity = 'NO' and coalesce(column_default, '') not like 'nextval%'\
                    """)
                .bind("table", table)
                .mapTo(String.class)
                .filter(column -> !LEFT_EMPTY.contains(column))
                .list()));
  }

  private static AgroalDataSource pool() {
    ServiceDatabase database = TestDatabase.migrated("copied");
    return TestPool.of(database.address(), database.worker());
  }
}
