package dev.tributary.audience.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.membership.Person;
import dev.tributary.audience.membership.PersonData;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** People at their highest version. */
public final class PersonStore {
  private static final TypeReference<LinkedHashMap<String, JsonNode>> TRAITS =
      new TypeReference<>() {};
  private static final TypeReference<LinkedHashMap<String, ConsentState>> CONSENT =
      new TypeReference<>() {};
  private static final String COLUMNS =
      "workspace, profile, part, version, traits, consent, evaluated_at, merged";
  private static final String FIND = "select " + COLUMNS + " from person where profile = any(?)";
  private static final String NEXT =
      " from person where workspace = ? and part = ? and profile > ? order by profile limit ?";
  private static final String AFTER = "select " + COLUMNS + NEXT;
  private static final String PROFILES_AFTER = "select profile" + NEXT;
  private static final String PUT =
      """
      insert into person (workspace, profile, part, version, consent_version, traits, consent,
                          evaluated_at, merged)
      select u.workspace, u.profile, u.part, u.version, u.version, u.traits, u.consent,
             u.evaluated_at, u.merged
      from unnest(?::text[], ?::text[], ?::int[], ?::bigint[], ?::text[], ?::text[], ?::bigint[],
                  ?::bool[])
        u(workspace, profile, part, version, traits, consent, evaluated_at, merged)
      on conflict (profile) do update
      set version = excluded.version, consent_version = excluded.consent_version,
          traits = excluded.traits, consent = excluded.consent,
          evaluated_at = excluded.evaluated_at, merged = excluded.merged\
      """;

  private static final String EVALUATED =
      """
      update person p set evaluated_at = u.evaluated_at
      from unnest(?::text[], ?::bigint[]) u(profile, evaluated_at)
      where p.profile = u.profile\
      """;

  public Map<ProfileId, Person> find(Connection tx, Collection<ProfileId> profiles)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(FIND)) {
      new Columns<>(statement, profiles).text(ProfileId::value);
      return read(statement);
    }
  }

  /** The next people of a partition, in order of their ids. */
  public Map<ProfileId, Person> after(
      Connection tx, WorkspaceId workspace, int part, ProfileId profile, int limit)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(AFTER)) {
      bindAfter(statement, workspace, part, profile, limit);
      return read(statement);
    }
  }

  /** The profiles of the next people of a partition, in order, without reading the people. */
  public List<ProfileId> profilesAfter(
      Connection tx, WorkspaceId workspace, int part, ProfileId profile, int limit)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(PROFILES_AFTER)) {
      bindAfter(statement, workspace, part, profile, limit);
      List<ProfileId> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(new ProfileId(rows.getString(1)));
        }
      }
      return found;
    }
  }

  private static void bindAfter(
      PreparedStatement statement, WorkspaceId workspace, int part, ProfileId profile, int limit)
      throws SQLException {
    statement.setString(1, workspace.value());
    statement.setInt(2, part);
    statement.setString(3, profile.value());
    statement.setInt(4, limit);
  }

  public void put(Connection tx, Collection<Person> persons) throws SQLException {
    if (persons.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = tx.prepareStatement(PUT)) {
      new Columns<>(statement, persons)
          .workspace(Person::workspace)
          .profile(Person::profile)
          .ints(Person::part)
          .longs(Person::version)
          .text(person -> write(person.data().traits()))
          .text(person -> write(person.data().consent()))
          .longs(Person::evaluatedAt)
          .flags(Person::gone);
      statement.executeUpdate();
    }
  }

  /** Stores only the times of evaluation; the rest of the people must be unchanged. */
  public void evaluated(Connection tx, Collection<Person> persons) throws SQLException {
    if (persons.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = tx.prepareStatement(EVALUATED)) {
      new Columns<>(statement, persons).profile(Person::profile).longs(Person::evaluatedAt);
      statement.executeUpdate();
    }
  }

  private static Map<ProfileId, Person> read(PreparedStatement statement) throws SQLException {
    Map<ProfileId, Person> found = new LinkedHashMap<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        Person person =
            new Person(
                new WorkspaceId(rows.getString(1)),
                new ProfileId(rows.getString(2)),
                rows.getInt(3),
                rows.getLong(4),
                new PersonData(parse(rows.getString(5), TRAITS), parse(rows.getString(6), CONSENT)),
                rows.getLong(7),
                rows.getBoolean(8));
        found.put(person.profile(), person);
      }
    }
    return found;
  }

  private static <T> T parse(String json, TypeReference<T> type) {
    try {
      return Json.MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The stored data of a person cannot be read", e);
    }
  }

  private static String write(Map<String, ?> data) {
    try {
      return Json.MAPPER.writeValueAsString(data);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The data of a person cannot be written", e);
    }
  }
}
