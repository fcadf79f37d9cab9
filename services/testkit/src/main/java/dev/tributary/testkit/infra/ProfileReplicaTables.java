package dev.tributary.testkit.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The layout of the tables of {@code runtime.replica}. Each service that has the replica compares
 * its tables with it, so what the tests of the runtime show holds in the service too.
 */
public final class ProfileReplicaTables {
  private static final String COLUMNS =
      """
      select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable
      from information_schema.columns
      where table_schema = current_schema() and table_name in ('merged_profile', 'separated_alias')
      order by table_name, ordinal_position\
      """;
  private static final String INDEXES =
      """
      select c.relname || case when i.indisprimary then ' primary (' else ' (' end
        || (select string_agg(a.attname, ', ' order by k.place)
          from unnest(i.indkey) with ordinality k(number, place)
          join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number) || ')'
      from pg_index i join pg_class c on c.oid = i.indrelid
      where c.relnamespace = current_schema()::regnamespace
        and c.relname in ('merged_profile', 'separated_alias')\
      """;

  private ProfileReplicaTables() {}

  /** The order of columns may differ, and further indexes are allowed. */
  public static void check(Connection connection) throws SQLException {
    assertThat(read(connection, COLUMNS))
        .containsExactlyInAnyOrder(
            "merged_profile.workspace text NO",
            "merged_profile.profile text NO",
            "merged_profile.survivor text NO",
            "separated_alias.workspace text NO",
            "separated_alias.profile text NO",
            "separated_alias.into_profile text NO");
    assertThat(read(connection, INDEXES))
        .contains(
            "merged_profile primary (workspace, profile)",
            "merged_profile (workspace, survivor)",
            "separated_alias primary (workspace, profile)",
            "separated_alias (workspace, into_profile)");
  }

  private static List<String> read(Connection connection, String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
