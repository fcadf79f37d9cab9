package dev.tributary.warehouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.warehouse.duckdb.RunDatabase;
import dev.tributary.warehouse.run.RunFailure;
import dev.tributary.warehouse.source.FilesReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryDeadlineTest {
  private static final String ENDLESS =
      "select count(*) from range(10000000000000) t(i) where i % 7 = 3";

  @TempDir Path folder;

  @Test
  void aQueryThatTakesTooLongIsEndedAndSaysSo() throws Exception {
    try (QueryDeadline deadline = new QueryDeadline(Duration.ofMillis(300));
        FilesReader reader = open(1_000)) {
      assertThatExceptionOfType(RunFailure.class)
          .isThrownBy(() -> deadline.within(reader, null, each -> each.preview(ENDLESS, 1)))
          .satisfies(failure -> assertThat(failure.code()).isEqualTo("query-too-long"));
    }
  }

  @Test
  void aQueryThatNeedsMoreDiskThanARunMayUseFails() throws Exception {
    try (QueryDeadline deadline = new QueryDeadline(Duration.ofMinutes(2));
        FilesReader reader = open(1)) {
      String large =
          "select md5(i::varchar) as m from range(30000000) t(i) order by m limit 1 offset 20000000";
      assertThatExceptionOfType(RunFailure.class)
          .isThrownBy(() -> deadline.within(reader, null, each -> each.preview(large, 1)))
          .satisfies(failure -> {
            assertThat(failure.code()).isEqualTo("query-failed");
            assertThat(failure).hasMessageContaining("memory or disk");
          });
    }
  }

  @Test
  void aQueryMayNotAskForTheServer() throws Exception {
    try (FilesReader reader = open(100)) {
      for (String query :
          List.of(
              "select * from duckdb_settings()",
              "select * from duckdb_databases",
              "select checkpoint()",
              "select current_setting('temp_directory')",
              "select * from query('select * from duckdb_settings()')",
              "with x as (select getenv('HOME') h) select * from x")) {
        assertThatExceptionOfType(RunFailure.class)
            .as(query)
            .isThrownBy(() -> reader.describe(query))
            .satisfies(failure -> assertThat(failure.code()).isEqualTo("query-invalid"));
      }
      assertThat(reader.describe("select 1 as duckdb_settings")).hasSize(1);
    }
  }

  private FilesReader open(int diskMegabytes) throws Exception {
    return FilesReader.open(
        folder.toRealPath(),
        List.of(folder.toRealPath()),
        new RunDatabase.Limits(64, 1, diskMegabytes));
  }
}
