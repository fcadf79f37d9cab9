package dev.tributary.warehouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.runtime.egress.postgres.CustomerPostgres;
import dev.tributary.runtime.egress.postgres.CustomerPostgres.Tls;
import dev.tributary.warehouse.duckdb.RunDatabase;
import dev.tributary.warehouse.source.FilesReader;
import dev.tributary.warehouse.source.PostgresReader;
import dev.tributary.warehouse.table.RunFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.SQLException;
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
    try (QueryDeadline deadline = new QueryDeadline(Duration.ofMillis(300))) {
      assertThatExceptionOfType(RunFailure.class)
          .isThrownBy(
              () -> deadline.within(() -> open(1_000), null, each -> each.preview(ENDLESS, 1)))
          .satisfies(failure -> assertThat(failure.code()).isEqualTo("query-too-long"));
    }
  }

  @Test
  void aQueryThatNeedsMoreDiskThanARunMayUseFails() throws Exception {
    try (QueryDeadline deadline = new QueryDeadline(Duration.ofMinutes(2))) {
      String large =
          "select md5(i::varchar) as m from range(30000000) t(i) order by m limit 1 offset"
              + " 20000000";
      assertThatExceptionOfType(RunFailure.class)
          .isThrownBy(() -> deadline.within(() -> open(1), null, each -> each.preview(large, 1)))
          .satisfies(failure -> {
            assertThat(failure.code()).isEqualTo("query-failed");
            assertThat(failure).hasMessageContaining("memory or disk");
          });
    }
  }

  /** A server that accepts connections and says nothing. */
  @Test
  void aWarehouseThatCannotBeOpenedInTimeIsGivenUp() throws Exception {
    try (QueryDeadline deadline = new QueryDeadline(Duration.ofMillis(300));
        ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      PostgresReader.Target target = target(silent.getLocalPort());
      assertThatExceptionOfType(RunFailure.class)
          .isThrownBy(() ->
              deadline.within(() -> opened(target), null, each -> each.preview("select 1", 1)))
          .satisfies(failure -> {
            assertThat(failure.code()).isEqualTo("warehouse-unreachable");
            assertThat(failure).hasMessageContaining("could not be opened within 0 seconds");
          });
      assertThat(Thread.interrupted()).as("the thread works on").isFalse();
    }
  }

  private static PostgresReader.Target target(int port) {
    return new PostgresReader.Target(
        new CustomerPostgres(
            "localhost", InetAddress.getLoopbackAddress(), port, "shop", Tls.OFF, null),
        "reader",
        "secret",
        "public",
        60_000,
        1);
  }

  private static PostgresReader opened(PostgresReader.Target target) throws RunFailure {
    try {
      RunDatabase engine = RunDatabase.open(List.of(), new RunDatabase.Limits(64, 1, 10));
      try {
        return PostgresReader.open(target, engine);
      } catch (RunFailure e) {
        engine.close();
        throw e;
      }
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(e);
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

  private FilesReader open(int diskMegabytes) throws RunFailure {
    try {
      return FilesReader.open(
          folder.toRealPath(),
          List.of(folder.toRealPath()),
          new RunDatabase.Limits(64, 1, diskMegabytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
