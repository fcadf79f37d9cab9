package dev.tributary.identity.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.event.SourceKind;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.acceptance.Outcome;
import dev.tributary.identity.store.IdentityTransaction;
import dev.tributary.identity.store.IdentityTransactionContract;
import dev.tributary.identity.store.JournalStore.Answered;
import dev.tributary.identity.store.JournalStoreAnsweredBuilder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class PostgresIdentityTransactionTest extends IdentityTransactionContract {
  private static final OwnDatabase DATABASE = OwnDatabase.migrated();

  @Override
  protected <R> R transaction(Function<IdentityTransaction, R> work) {
    try (Connection tx = DATABASE.worker().getConnection()) {
      tx.setAutoCommit(false);
      try {
        R result = work.apply(new PostgresIdentityTransaction(tx));
        tx.commit();
        return result;
      } finally {
        tx.rollback();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected StoredEvent event(WorkspaceId of, EventId event) {
    return query(
            """
            select outcome, reason, profile, anchor_type, anchor_value, type, happened_at,
              content_hash
            from accepted_event where workspace = ? and event = ?\
            """,
            rows ->
                new StoredEvent(
                    Outcome.named(rows.getString("outcome")).orElseThrow(),
                    rows.getString("reason"),
                    ProfileId.ofNullable(rows.getString("profile")),
                    rows.getString("anchor_type") == null
                        ? null
                        : identifier(rows, "anchor_type", "anchor_value"),
                    rows.getString("type"),
                    rows.getTimestamp("happened_at").toInstant(),
                    rows.getString("content_hash")),
            of.value(),
            event.value())
        .getFirst();
  }

  @Override
  protected List<Answered> answers(WorkspaceId of) {
    return query(
        "select * from answer where workspace = ? order by name",
        rows ->
            JournalStoreAnsweredBuilder.builder()
                .workspace(of)
                .profile(new ProfileId(rows.getString("profile")))
                .about(rows.getString("about"))
                .name(rows.getString("name"))
                .state(rows.getString("state"))
                .source(rows.getString("source"))
                .by(SourceKind.orServer(SourceKind.named(rows.getString("key_kind"))))
                .cause(rows.getString("cause"))
                .at(rows.getTimestamp("happened_at").toInstant())
                .anchor(identifier(rows, "anchor_type", "anchor_value"))
                .build(),
        of.value());
  }

  @Override
  protected List<StoredLink> links(WorkspaceId of) {
    return query(
        "select * from link where workspace = ? order by person_value",
        rows ->
            new StoredLink(
                identifier(rows, "device_type", "device_value"),
                identifier(rows, "person_type", "person_value"),
                rows.getLong("events"),
                rows.getTimestamp("first_at").toInstant(),
                rows.getTimestamp("last_at").toInstant(),
                rows.getString("last_event")),
        of.value());
  }

  private static Identifier identifier(ResultSet rows, String type, String value)
      throws SQLException {
    return new Identifier(rows.getString(type), rows.getString(value));
  }

  @FunctionalInterface
  private interface RowMapper<R> {
    R map(ResultSet rows) throws SQLException;
  }

  private static <R> List<R> query(String sql, RowMapper<R> mapper, String... parameters) {
    try (Connection tx = DATABASE.worker().getConnection();
        PreparedStatement statement = tx.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      List<R> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(mapper.map(rows));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An instance of an earlier version merges and erases people without knowing their names. */
  @Test
  void theNamesOfAProfileEndWithIt() throws SQLException {
    try (Connection tx = DATABASE.worker().getConnection();
        Statement statement = tx.createStatement()) {
      statement.execute(
          """
          insert into profile (workspace, profile, version, document)
          values ('wsp_names', 'prf_ada', 1, ''), ('wsp_names', 'prf_bob', 1, '');
          insert into profile_name (workspace, profile, trait, name)
          values ('wsp_names', 'prf_ada', 'name', ' ada'), ('wsp_names', 'prf_bob', 'name', ' bob')\
          """);
      statement.execute(
          "delete from profile where workspace = 'wsp_names' and profile = 'prf_ada'");
      try (ResultSet left =
          statement.executeQuery(
              "select string_agg(profile, ',') from profile_name where workspace = 'wsp_names'")) {
        left.next();
        assertThat(left.getString(1)).isEqualTo("prf_bob");
      }
    }
  }
}
