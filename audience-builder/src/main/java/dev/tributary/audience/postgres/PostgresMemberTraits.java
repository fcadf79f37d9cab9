package dev.tributary.audience.postgres;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.membership.MemberTraits;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.sql.DataSource;

/** {@link MemberTraits} over PostgreSQL; each page is read in its own transaction. */
public final class PostgresMemberTraits implements MemberTraits {
  private static final String ACTIVE =
      """
      select active from audience_state
      where workspace = ? and audience = ? and active is not null\
      """;
  private static final String NAMES =
      """
      select distinct jsonb_object_keys(p.traits::jsonb) as name
      from membership m join person p on p.profile = m.profile and not p.merged
      where m.workspace = ? and m.generation = ? and m.member
      limit ?\
      """;
  private static final String PAGE =
      """
      select m.part, m.profile, m.since, p.traits
      from membership m left join person p on p.profile = m.profile and not p.merged
      where m.workspace = ? and m.generation = ? and m.member and (m.part, m.profile) > (?, ?)
      order by m.part, m.profile limit ?\
      """;

  private final Snapshots snapshots;

  /**
   * @param request a pool that signs in with the request's role
   */
  public PostgresMemberTraits(DataSource request) {
    this.snapshots = new Snapshots(request);
  }

  @Override
  public Optional<Members> inForce(WorkspaceId workspace, AudienceId audience) {
    return snapshots.read(workspace, tx -> inForce(tx, workspace, audience));
  }

  private static Optional<Members> inForce(
      Connection tx, WorkspaceId workspace, AudienceId audience) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(ACTIVE)) {
      statement.setString(1, workspace.value());
      statement.setString(2, audience.value());
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next()
            ? Optional.of(new Members(workspace, audience, rows.getLong(1)))
            : Optional.empty();
      }
    }
  }

  @Override
  public SortedSet<String> names(Members members, int most) {
    return snapshots.read(members.workspace(), tx -> names(tx, members, most));
  }

  private static SortedSet<String> names(Connection tx, Members members, int most)
      throws SQLException {
    SortedSet<String> names = new TreeSet<>();
    try (PreparedStatement statement = tx.prepareStatement(NAMES)) {
      statement.setString(1, members.workspace().value());
      statement.setLong(2, members.generation());
      statement.setInt(3, most);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
    }
    return names;
  }

  @Override
  public Optional<List<Row>> page(Members members, Row after, int limit) {
    return snapshots.read(
        members.workspace(),
        tx -> {
          boolean replaced =
              !inForce(tx, members.workspace(), members.audience()).equals(Optional.of(members));
          return replaced ? Optional.empty() : Optional.of(rows(tx, members, after, limit));
        });
  }

  private static List<Row> rows(Connection tx, Members members, Row after, int limit)
      throws SQLException {
    List<Row> found = new ArrayList<>();
    try (PreparedStatement statement = tx.prepareStatement(PAGE)) {
      statement.setString(1, members.workspace().value());
      statement.setLong(2, members.generation());
      statement.setInt(3, after.part());
      statement.setString(4, after.profile().value());
      statement.setInt(5, limit);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String traits = rows.getString(4);
          found.add(
              new Row(
                  rows.getInt(1),
                  new ProfileId(rows.getString(2)),
                  Instant.ofEpochMilli(rows.getLong(3)),
                  traits == null ? Row.START.traits() : parse(traits)));
        }
      }
    }
    return found;
  }

  private static JsonNode parse(String traits) {
    return Json.read(traits.getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }
}
