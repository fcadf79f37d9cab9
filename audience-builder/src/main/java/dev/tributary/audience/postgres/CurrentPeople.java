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
  private static final String EVENTS =
      """
      select f.at, f.properties
      from unnest(?::text[]) u(profile) join event_fact f on f.profile = u.profile
      where f.call = ? and (f.name = ? or ?)\
      """;

  private static final String ALL_EVENTS =
      """
      select f.call, f.name, f.at, f.properties
      from unnest(?::text[]) u(profile) join event_fact f on f.profile = u.profile\
      """;

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
    void accept(EventKind kind, ObjectNode properties, long at);
  }

  /** Passes on the traits of each person; returns the number of people. */
  long traits(int part, Consumer<ObjectNode> each) throws SQLException {
    long people = 0;
    try (PreparedStatement statement = statement(TRAITS, part);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        query.check();
        each.accept(parse(rows.getString(1)));
        people++;
      }
    }
    return people;
  }

  /**
   * Passes on the counts of event kinds, in chunks of people; no person occurs twice for a kind.
   * Returns the number of people.
   */
  long kinds(int part, Consumer<EventTally.Counted> some) throws SQLException {
    List<ProfileId> profiles = profiles(part);
    for (List<Id> ids : chunks(profiles)) {
      try (PreparedStatement statement = tx.prepareStatement(KINDS)) {
        new Columns<>(statement, ids).profile(Id::root).profile(Id::profile);
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            query.check();
            Call call = Call.named(rows.getString(1));
            String name = rows.getString(2);
            if (call != null) {
              some.accept(
                  new EventTally.Counted(
                      new EventKind(call, name.isEmpty() ? null : name),
                      rows.getLong(3),
                      rows.getLong(4),
                      rows.getLong(5)));
            }
          }
        }
      }
    }
    return profiles.size();
  }

  /** Passes on each of their events of that kind; returns the number of events. */
  long events(int part, EventKind kind, EachEvent each) throws SQLException {
    long events = 0;
    for (List<Id> ids : chunks(profiles(part))) {
      try (PreparedStatement statement = tx.prepareStatement(EVENTS)) {
        new Columns<>(statement, ids).profile(Id::profile);
        statement.setString(2, kind.call().wireName());
        statement.setString(3, kind.name());
        statement.setBoolean(4, kind.name() == null);
        statement.setFetchSize(CHUNK);
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            query.check();
            each.accept(rows.getLong(1), parse(rows.getString(2)));
            events++;
          }
        }
      }
    }
    return events;
  }

  /** Passes on each of their events; returns the number of events. */
  long allEvents(int part, EachKindOfEvent each) throws SQLException {
    long events = 0;
    for (List<Id> ids : chunks(profiles(part))) {
      try (PreparedStatement statement = tx.prepareStatement(ALL_EVENTS)) {
        new Columns<>(statement, ids).profile(Id::profile);
        statement.setFetchSize(CHUNK);
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            query.check();
            Call call = Call.named(rows.getString(1));
            String name = rows.getString(2);
            if (call != null) {
              each.accept(
                  new EventKind(call, name.isEmpty() ? null : name),
                  parse(rows.getString(4)),
                  rows.getLong(3));
            }
            events++;
          }
        }
      }
    }
    return events;
  }

  private List<List<Id>> chunks(List<ProfileId> profiles) throws SQLException {
    List<List<Id>> chunks = new ArrayList<>();
    for (int from = 0; from < profiles.size(); from += CHUNK) {
      List<Id> ids = new ArrayList<>();
      List<ProfileRef> some =
          profiles.subList(from, Math.min(from + CHUNK, profiles.size())).stream()
              .map(profile -> new ProfileRef(workspace, profile))
              .toList();
      new PostgresProfileReplica(tx)
          .absorbed(some)
          .forEach((who, all) -> all.forEach(id -> ids.add(new Id(who.profile(), id))));
      chunks.add(ids);
    }
    return chunks;
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
