package dev.tributary.audience.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.audience.dictionary.EventTally;
import dev.tributary.audience.rule.Rule.Call;
import dev.tributary.audience.rule.Rule.EventKind;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.runtime.postgres.Columns;
import dev.tributary.runtime.query.RunningQuery;
import dev.tributary.runtime.replica.PostgresProfileReplica;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The people of one partition who are not merged into another, with their traits and events. */
final class CurrentPeople {
  private static final int CHUNK = 1_000;
  private static final String PRESENT =
      """
      from person p where p.workspace = ? and p.part = ? and not p.merged
        and not exists (select from merged_profile m
          where m.workspace = p.workspace and m.profile = p.profile)\
      """;
  private static final String TRAITS = "select p.traits " + PRESENT;
  private static final String PROFILES = "select p.profile " + PRESENT;
  private static final String KINDS =
      """
      select f.call, f.name, count(distinct u.root), count(*), max(f.at)
      from unnest(?::text[], ?::text[]) u(root, profile) join event_fact f on f.profile = u.profile
      group by f.call, f.name\
      """;

  /** In the order of the ids, which a join would not keep: so a read can end after some of them. */
  private static final String EVENTS =
      """
      select u.place, f.call, f.name, f.at, f.properties
      from unnest(?::text[]) with ordinality u(profile, place)
      cross join lateral (
        select e.call, e.name, e.at, e.properties from event_fact e
        where e.profile = u.profile%s offset 0) f\
      """;

  private static final String ALL_EVENTS = EVENTS.formatted("");
  private static final String EVENTS_OF_KIND =
      EVENTS.formatted(" and e.call = ? and (e.name = ? or ?)");

  private final RunningQuery query = RunningQuery.current();
  private final Connection tx;
  private final WorkspaceId workspace;

  CurrentPeople(Connection tx, WorkspaceId workspace) {
    this.tx = tx;
    this.workspace = workspace;
  }

  /** A person under one of its ids. */
  private record Id(ProfileId root, ProfileId profile) {}

  interface EachEvent {
    void accept(long at, ObjectNode properties);
  }

  interface EachKindOfEvent {
    void accept(ProfileId person, EventKind kind, ObjectNode properties, long at);
  }

  private interface ReadingOfIds {
    /**
     * Reads some ids. The share of the result is of these ids.
     *
     * @param people number of people who have them
     */
    PartRead read(List<Id> ids, int people) throws SQLException;
  }

  private interface EachRow {
    void accept(ResultSet row) throws SQLException;
  }

  private interface Binding {
    void of(PreparedStatement statement) throws SQLException;
  }

  /** Passes on the traits of each person, and counts people. */
  PartRead traits(int part, Consumer<ObjectNode> each) throws SQLException {
    long people = 0;
    try (PreparedStatement statement = statement(TRAITS, part);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        query.check();
        each.accept(parse(rows.getString(1)));
        people++;
      }
    }
    return PartRead.all(people);
  }

  /**
   * Passes on the counts of event kinds, in chunks of people, and counts people. No person occurs
   * twice for a kind.
   */
  PartRead kinds(int part, Consumer<EventTally.Counted> some, BooleanSupplier ended)
      throws SQLException {
    return chunkwise(
        part,
        ended,
        (ids, people) -> {
          try (PreparedStatement statement = tx.prepareStatement(KINDS)) {
            new Columns<>(statement, ids).profile(Id::root).profile(Id::profile);
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                query.check();
                Call call = Call.named(rows.getString(1));
                if (call != null) {
                  some.accept(
                      new EventTally.Counted(
                          kind(call, rows.getString(2)),
                          rows.getLong(3),
                          rows.getLong(4),
                          rows.getLong(5)));
                }
              }
            }
          }
          return PartRead.all(people);
        });
  }

  /** Passes on each of their events of that kind, and counts events. */
  PartRead events(int part, EventKind kind, EachEvent each, BooleanSupplier ended)
      throws SQLException {
    return chunkwise(
        part,
        ended,
        (ids, _) ->
            eventsOf(
                ids,
                EVENTS_OF_KIND,
                statement -> {
                  statement.setString(2, kind.call().wireName());
                  statement.setString(3, kind.name());
                  statement.setBoolean(4, kind.name() == null);
                },
                row -> each.accept(row.getLong(4), parse(row.getString(5))),
                ended));
  }

  /** Passes on each of their events, one person after the other, and counts events. */
  PartRead allEvents(int part, EachKindOfEvent each, BooleanSupplier ended) throws SQLException {
    return chunkwise(
        part,
        ended,
        (ids, _) ->
            eventsOf(
                ids,
                ALL_EVENTS,
                _ -> {},
                row -> {
                  Call call = Call.named(row.getString(2));
                  if (call != null) {
                    each.accept(
                        ids.get(row.getInt(1) - 1).root(),
                        kind(call, row.getString(3)),
                        parse(row.getString(5)),
                        row.getLong(4));
                  }
                },
                ended));
  }

  private static EventKind kind(Call call, String name) {
    return new EventKind(call, name.isEmpty() ? null : name);
  }

  /** Ends at the time limit, but not before it has read a chunk of rows. */
  private PartRead eventsOf(
      List<Id> ids, String events, Binding more, EachRow each, BooleanSupplier ended)
      throws SQLException {
    long counted = 0;
    long ofComplete = 0;
    long place = 1;
    try (PreparedStatement statement = tx.prepareStatement(events)) {
      new Columns<>(statement, ids).profile(Id::profile);
      more.of(statement);
      statement.setFetchSize(CHUNK);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          query.check();
          if (rows.getLong(1) != place) {
            place = rows.getLong(1);
            ofComplete = counted;
          }
          each.accept(rows);
          counted++;
          if (counted % CHUNK == 0 && ended.getAsBoolean()) {
            return new PartRead(counted, ofComplete, (place - 1.0) / ids.size());
          }
        }
      }
    }
    return PartRead.all(counted);
  }

  private PartRead chunkwise(int part, BooleanSupplier ended, ReadingOfIds reading)
      throws SQLException {
    List<ProfileId> profiles = profiles(part);
    double complete = 0;
    long counted = 0;
    long ofComplete = 0;
    for (int from = 0; from < profiles.size(); from += CHUNK) {
      List<ProfileId> chunk = profiles.subList(from, Math.min(from + CHUNK, profiles.size()));
      PartRead found = reading.read(ids(chunk), chunk.size());
      complete += found.share() * chunk.size();
      counted += found.counted();
      ofComplete += found.ofComplete();
      if (ended.getAsBoolean()) {
        break;
      }
    }
    return new PartRead(counted, ofComplete, profiles.isEmpty() ? 1 : complete / profiles.size());
  }

  private List<Id> ids(List<ProfileId> profiles) throws SQLException {
    List<Id> ids = new ArrayList<>();
    new PostgresProfileReplica(tx)
        .absorbed(profiles.stream().map(profile -> new ProfileRef(workspace, profile)).toList())
        .forEach((who, all) -> all.forEach(id -> ids.add(new Id(who.profile(), id))));
    return ids;
  }

  private List<ProfileId> profiles(int part) throws SQLException {
    List<ProfileId> profiles = new ArrayList<>();
    try (PreparedStatement statement = statement(PROFILES, part);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        profiles.add(new ProfileId(rows.getString(1)));
      }
    }
    return profiles;
  }

  private PreparedStatement statement(String query, int part) throws SQLException {
    PreparedStatement statement = tx.prepareStatement(query);
    statement.setString(1, workspace.value());
    statement.setInt(2, part);
    statement.setFetchSize(CHUNK);
    return statement;
  }

  private static ObjectNode parse(String json) {
    try {
      return Json.MAPPER.readValue(json, ObjectNode.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Stored values cannot be read", e);
    }
  }
}
