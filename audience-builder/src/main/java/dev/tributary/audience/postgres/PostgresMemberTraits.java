package dev.tributary.audience.postgres;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.membership.MemberTraits;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@link MemberTraits} over PostgreSQL; each page is read in its own transaction. */
public final class PostgresMemberTraits implements MemberTraits {
  private static final String ACTIVE =
      """
      select active from audience_state
      where workspace = ? and audience = ? and active is not null\
      """;

  /** Also profiles that are not members, so that the end of a page is always near its beginning. */
  private static final String LIST =
      """
      select part, profile, since, member from membership
      where workspace = ? and generation = ? and (part, profile) > (?, ?)
      order by part, profile limit ?\
      """;

  /**
   * Whether a member has granted consent for the wanted purpose, or no purpose is wanted. Consent
   * that belongs to another version of the person is not known, so it is not granted.
   */
  private static final String ALLOWS =
      """
      (cast(? as text) is null
        or p.consent_version = p.version
          and p.consent::jsonb ->> cast(? as text) = '%s')\
      """
          .formatted(ConsentState.GRANTED.wireName());

  private static final String PAGE =
      """
      select m.part, m.profile, m.since, m.member and %s, p.traits from (%s) m
      left join person p on m.member and p.profile = m.profile and not p.merged
      order by m.part, m.profile\
      """
          .formatted(ALLOWS, LIST);

  /** A page with more names than this has too many for its caller anyway. */
  private static final int MOST_NAMES = 2_000;

  private static final String NAMES =
      """
      with chosen as materialized (
        select m.part, m.profile, m.member and %s as member, p.traits from (%s) m
        left join person p on m.member and p.profile = m.profile and not p.merged)
      select count(*), count(*) filter (where member),
        (select part from chosen order by part desc, profile desc limit 1),
        (select profile from chosen order by part desc, profile desc limit 1),
        (select array_agg(name) from (
          select distinct k.name from chosen m, jsonb_object_keys(m.traits::jsonb) k (name)
          where m.member limit %d) names)
      from chosen\
      """
          .formatted(ALLOWS, LIST, MOST_NAMES);

  private final Snapshots snapshots;

  public PostgresMemberTraits(RequestDatabase database) {
    this.snapshots = new Snapshots(database);
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
  public Names names(Members members, Position after, int limit) {
    return snapshots.read(members.workspace(), tx -> names(tx, members, after, limit));
  }

  private static Names names(Connection tx, Members members, Position after, int limit)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(NAMES)) {
      bind(statement, members, after, limit);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        Optional<Position> next =
            rows.getInt(1) < limit
                ? Optional.empty()
                : Optional.of(new Position(rows.getInt(3), new ProfileId(rows.getString(4))));
        Array names = rows.getArray(5);
        return new Names(
            names == null ? Set.of() : Set.of((String[]) names.getArray()), rows.getInt(2), next);
      }
    }
  }

  @Override
  public Optional<Page> page(Members members, Position after, int limit) {
    return snapshots.read(
        members.workspace(),
        tx -> {
          boolean replaced =
              !inForce(tx, members.workspace(), members.audience())
                  .equals(Optional.of(members.allowing(null)));
          return replaced ? Optional.empty() : Optional.of(page(tx, members, after, limit));
        });
  }

  private static Page page(Connection tx, Members members, Position after, int limit)
      throws SQLException {
    List<Row> found = new ArrayList<>();
    Position last = after;
    int profiles = 0;
    try (PreparedStatement statement = tx.prepareStatement(PAGE)) {
      bind(statement, members, after, limit);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          profiles++;
          last = new Position(rows.getInt(1), new ProfileId(rows.getString(2)));
          if (rows.getBoolean(4)) {
            found.add(
                new Row(
                    last.profile(),
                    Instant.ofEpochMilli(rows.getLong(3)),
                    traits(rows.getString(5))));
          }
        }
      }
    }
    return new Page(found, profiles < limit ? Optional.empty() : Optional.of(last));
  }

  private static void bind(PreparedStatement statement, Members members, Position after, int limit)
      throws SQLException {
    statement.setString(1, members.purpose());
    statement.setString(2, members.purpose());
    statement.setString(3, members.workspace().value());
    statement.setLong(4, members.generation());
    statement.setInt(5, after.part());
    statement.setString(6, after.profile().value());
    statement.setInt(7, limit);
  }

  private static JsonNode traits(@Nullable String traits) {
    return traits == null
        ? Json.MAPPER.createObjectNode()
        : Json.read(traits.getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }
}
