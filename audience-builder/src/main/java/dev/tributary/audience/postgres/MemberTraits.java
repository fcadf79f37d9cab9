package dev.tributary.audience.postgres;

import com.fasterxml.jackson.databind.JsonNode;
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

/** The members of an audience with their traits, one page per transaction. Thread-safe. */
public final class MemberTraits {
  private static final String NAMES =
      """
      select distinct jsonb_object_keys(p.traits::jsonb) as name
      from membership m join person p on p.profile = m.profile and not p.merged
      where m.workspace = ? and m.generation = ? and m.member
      limit ?\
      """;
  private static final String IN_FORCE =
      "select exists (select from audience_state where audience = ? and active = ?)";
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
  public MemberTraits(DataSource request) {
    this.snapshots = new Snapshots(request);
  }

  /**
   * The members under one generation of the rule.
   *
   * @param generation the generation in force when the read begins
   */
  public record Members(WorkspaceId workspace, AudienceId audience, long generation) {}

  /**
   * A member, with its position in the list.
   *
   * @param traits an object; empty for a profile that has just been merged into another
   */
  public record Row(int part, ProfileId profile, Instant since, JsonNode traits) {
    /** Before the first member. */
    public static final Row START =
        new Row(-1, ProfileId.BEFORE_ALL, Instant.EPOCH, Json.MAPPER.createObjectNode());
  }

  /**
   * The names of the traits that members have.
   *
   * @param most reads no more names than this
   */
  public SortedSet<String> names(Members members, int most) {
    return snapshots.read(
        members.workspace(),
        tx -> {
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
        });
  }

  /**
   * The members after a row of the list.
   *
   * @return empty if another generation is in force now: then the rows of this one are removed
   */
  public Optional<List<Row>> page(Members members, Row after, int limit) {
    return snapshots.read(
        members.workspace(),
        tx -> inForce(tx, members) ? Optional.of(rows(tx, members, after, limit)) : Optional.empty());
  }

  private static boolean inForce(Connection tx, Members members) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(IN_FORCE)) {
      statement.setString(1, members.audience().value());
      statement.setLong(2, members.generation());
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getBoolean(1);
      }
    }
  }

  private static List<Row> rows(Connection tx, Members members, Row after, int limit)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(PAGE)) {
      statement.setString(1, members.workspace().value());
      statement.setLong(2, members.generation());
      statement.setInt(3, after.part());
      statement.setString(4, after.profile().value());
      statement.setInt(5, limit);
      List<Row> found = new ArrayList<>();
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
      return found;
    }
  }

  private static JsonNode parse(String traits) {
    return Json.read(traits.getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }
}
