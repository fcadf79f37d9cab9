package dev.tributary.audience.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.audience.rule.Facts;
import dev.tributary.audience.rule.Rule.Call;
import dev.tributary.audience.rule.Rule.EventKind;
import dev.tributary.audience.rule.RuleDependencies.Needed;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The events of people. */
public final class EventFacts {
  private static final ObjectNode NO_PROPERTIES = JsonNodeFactory.instance.objectNode();
  private static final String ADD =
      """
      insert into event_fact (event_id, workspace, profile, call, name, at, properties)
      select e, w, p, c, n, a, j
      from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[])
           u(e, w, p, c, n, a, j)
      on conflict (event_id) do update
      set call = excluded.call, name = excluded.name, at = excluded.at,
          properties = excluded.properties
      where event_fact.call = ''
      returning event_id, profile\
      """;
  private static final String MOVE =
      """
      insert into event_fact (event_id, workspace, profile, call, name, at, properties)
      select e, w, p, '', '', 0, '{}' from unnest(?::text[], ?::text[], ?::text[]) u(e, w, p)
      on conflict (event_id) do update set profile = excluded.profile
      where event_fact.profile collate "C" < excluded.profile\
      """;
  private static final String READ =
      """
      select n.profile, n.call, n.name, f.event_id, f.at,
             case when n.properties then f.properties end
      from unnest(?::text[], ?::text[], ?::text[], ?::bool[], ?::bigint[])
           n(profile, call, name, properties, after)
      join event_fact f
        on f.profile = n.profile and f.call = n.call and f.at > n.after
           and (f.name = n.name%s)\
      """;
  private static final String READ_NAMED = READ.formatted("");
  private static final String READ_ANY = READ.formatted(" or n.name is null");

  public record Fact(
      EventId eventId,
      WorkspaceId workspace,
      ProfileId profile,
      EventKind kind,
      long at,
      ObjectNode properties) {}

  /**
   * The events to read for one profile id.
   *
   * @param after only events after this instant
   */
  public record EventRequest(ProfileId profile, EventKind kind, Needed needed, long after) {
    /** Combines two requests for the same id and kind. */
    EventRequest and(EventRequest other) {
      return new EventRequest(
          profile, kind, needed.and(other.needed), Math.min(after, other.after));
    }
  }

  /** The events that were read, by profile id and kind. */
  public static final class Found {
    private final Map<ProfileId, Map<EventKind, List<Facts.Event>>> events = new HashMap<>();

    public List<Facts.Event> of(ProfileId profile, EventKind kind) {
      return events.getOrDefault(profile, Map.of()).getOrDefault(kind, List.of());
    }

    private void add(ProfileId profile, EventKind kind, Facts.Event event) {
      events
          .computeIfAbsent(profile, _ -> new HashMap<>())
          .computeIfAbsent(kind, _ -> new ArrayList<>())
          .add(event);
    }
  }

  /**
   * The new profile of an event.
   *
   * @param into larger than any profile that owned the event before
   */
  public record Move(EventId eventId, WorkspaceId workspace, ProfileId into) {}

  /**
   * Adds each event once, by its id.
   *
   * @param facts sorted by id, each once, since other loops write the same rows
   * @return by event, the profile to which an unmerge moved it before it arrived
   */
  public Map<EventId, ProfileId> add(Connection tx, Collection<Fact> facts) throws SQLException {
    Map<EventId, ProfileId> moved = new HashMap<>();
    if (facts.isEmpty()) {
      return moved;
    }
    try (PreparedStatement statement = tx.prepareStatement(ADD)) {
      new Columns<>(statement, facts)
          .text(each -> each.eventId().value())
          .workspace(Fact::workspace)
          .profile(Fact::profile)
          .text(fact -> fact.kind().call().wireName())
          .text(fact -> stored(fact.kind().name()))
          .longs(Fact::at)
          .text(fact -> fact.properties().toString());
      Map<EventId, ProfileId> added = new HashMap<>();
      facts.forEach(fact -> added.put(fact.eventId(), fact.profile()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          EventId event = new EventId(rows.getString(1));
          ProfileId profile = new ProfileId(rows.getString(2));
          if (!profile.equals(added.get(event))) {
            moved.put(event, profile);
          }
        }
      }
    }
    return moved;
  }

  /**
   * Moves events to another profile. For an event that has not arrived yet, a row without a call is
   * stored, which no rule asks for. The loop that adds the event later finds this row, even if it
   * cannot see the other loop's transaction yet.
   *
   * @param moves sorted by id, each once
   */
  public void move(Connection tx, Collection<Move> moves) throws SQLException {
    if (moves.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = tx.prepareStatement(MOVE)) {
      new Columns<>(statement, moves)
          .text(each -> each.eventId().value())
          .workspace(Move::workspace)
          .profile(Move::into);
      statement.executeUpdate();
    }
  }

  /**
   * Reads events.
   *
   * @param wants each profile id and kind once
   */
  public Found read(Connection tx, Collection<EventRequest> wants) throws SQLException {
    Found found = new Found();
    List<EventRequest> named = wants.stream().filter(want -> want.kind().name() != null).toList();
    List<EventRequest> any = wants.stream().filter(want -> want.kind().name() == null).toList();
    read(tx, READ_NAMED, named, found);
    read(tx, READ_ANY, any, found);
    return found;
  }

  private static void read(Connection tx, String query, List<EventRequest> wants, Found found)
      throws SQLException {
    if (wants.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = tx.prepareStatement(query)) {
      new Columns<>(statement, wants)
          .profile(EventRequest::profile)
          .text(want -> want.kind().call().wireName())
          .text(want -> want.kind().name())
          .flags(want -> want.needed().properties())
          .longs(EventRequest::after);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          Call call = Call.named(rows.getString(2));
          if (call != null) {
            found.add(
                new ProfileId(rows.getString(1)),
                new EventKind(call, rows.getString(3)),
                new Facts.Event(
                    new EventId(rows.getString(4)), rows.getLong(5), parse(rows.getString(6))));
          }
        }
      }
    }
  }

  /** A call without a name is stored with an empty name: a column of the index cannot be null. */
  private static String stored(@Nullable String name) {
    return name == null ? "" : name;
  }

  private static ObjectNode parse(@Nullable String properties) {
    try {
      return properties == null
          ? NO_PROPERTIES
          : Json.MAPPER.readValue(properties, ObjectNode.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Stored properties cannot be read", e);
    }
  }
}
