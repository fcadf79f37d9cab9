package dev.tributary.identity.postgres.replay;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.claim.LeftOut;
import dev.tributary.identity.postgres.store.LeftOutCodec;
import dev.tributary.identity.postgres.store.PostgresEdgeStore;
import dev.tributary.identity.postgres.store.PostgresIdentifierStore;
import dev.tributary.identity.postgres.store.PostgresProfileStore;
import dev.tributary.identity.profile.Edge;
import dev.tributary.identity.resolution.WorkspaceIdentifier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One side of a comparison: the workspace, or its replay copy. */
final class ComparisonSide {
  private static final String LEFT_OUT =
      """
      select event, left_out::text from accepted_event
      where workspace = ? and event = any(?) and left_out is not null\
      """;
  private static final String CONFLICT =
      """
      select reason from conflict
      where workspace = ? and type = ? and value = ? and anchor_type = ? and anchor_value = ?
      order by first_at, last_event limit 1\
      """;

  private final Connection tx;
  private final String name;
  private final IdentifierReader reader;

  /**
   * @param name the workspace's or the replay copy's
   * @param reader of identifiers on this side
   */
  ComparisonSide(Connection tx, String name, IdentifierReader reader) {
    this.tx = tx;
    this.name = name;
    this.reader = reader;
  }

  IdentifierReader reader() {
    return reader;
  }

  /** The identifiers of profiles, strongest first. */
  Map<ProfileId, List<Identifier>> identifiers(Collection<ProfileId> profiles) throws SQLException {
    Map<ProfileId, List<Identifier>> found = new HashMap<>();
    new PostgresProfileStore(tx)
        .find(new WorkspaceId(name), profiles)
        .forEach((id, profile) ->
            found.put(id, profile.identifiers().stream().sorted(reader::byPriority).toList()));
    return found;
  }

  /** The evidence among identifiers, earliest first. */
  List<Edge> edges(Collection<Identifier> identifiers) throws SQLException {
    return new PostgresEdgeStore(tx).of(new WorkspaceId(name), identifiers);
  }

  /**
   * The profiles to which identifiers lead, after the identifiers were read with this side's
   * reader.
   */
  Map<Identifier, ProfileId> owners(Collection<Identifier> identifiers) throws SQLException {
    Map<Identifier, WorkspaceIdentifier> here = new HashMap<>();
    identifiers.forEach(each ->
        read(each)
            .ifPresent(own -> here.put(each, new WorkspaceIdentifier(new WorkspaceId(name), own))));
    Map<WorkspaceIdentifier, ProfileId> located =
        new PostgresIdentifierStore(tx).locate(Set.copyOf(here.values()));
    return here.entrySet().stream()
        .filter(entry -> located.containsKey(entry.getValue()))
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> located.get(entry.getValue())));
  }

  Optional<Identifier> read(Identifier identifier) {
    return reader.identifier(identifier.type(), identifier.value());
  }

  /** The identifiers in events that did not count. */
  Map<String, List<LeftOut>> leftOut(Collection<String> events) throws SQLException {
    Map<String, List<LeftOut>> found = new HashMap<>();
    try (PreparedStatement statement = tx.prepareStatement(LEFT_OUT)) {
      statement.setString(1, name);
      statement.setArray(2, tx.createArrayOf("text", new TreeSet<>(events).toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.put(rows.getString(1), LeftOutCodec.read(rows.getString(2)));
        }
      }
    }
    return found;
  }

  /** Why an identifier was left out beside another, according to the recorded conflict. */
  Optional<String> conflict(Identifier identifier, Identifier anchor) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(CONFLICT)) {
      statement.setString(1, name);
      statement.setString(2, identifier.type());
      statement.setString(3, identifier.value());
      statement.setString(4, anchor.type());
      statement.setString(5, anchor.value());
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
      }
    }
  }
}
