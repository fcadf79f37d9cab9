package dev.tributary.audience.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tributary.audience.StoredAudiences;
import dev.tributary.audience.model.SimulatedIdentity.Truth;
import dev.tributary.audience.rule.DeclaredTypes;
import dev.tributary.audience.rule.NaiveReference;
import dev.tributary.audience.rule.StoredTypes;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;

/** The definitions of a model test, as REST would leave them, and who they mean. */
final class Audiences {
  private final DataSource request;
  private final WorkspaceId workspace;
  private final Map<AudienceId, JsonNode> rules = new LinkedHashMap<>();
  private JsonNode types = JsonNodeFactory.instance.arrayNode();
  private int created;

  Audiences(DataSource request, WorkspaceId workspace) {
    this.request = request;
    this.workspace = workspace;
  }

  List<AudienceId> ids() {
    return List.copyOf(rules.keySet());
  }

  AudienceId nextId() {
    return new AudienceId("aud_%s_%d".formatted(workspace, created++));
  }

  /** Names only audiences that were created before, so there is no circle. */
  void define(AudienceId id, JsonNode rule) throws SQLException {
    rules.put(id, rule);
    StoredAudiences.define(request, workspace, id, rule.toString());
  }

  /** As which types values are read from now on. */
  void declare(JsonNode types) {
    this.types = types;
  }

  DeclaredTypes types() {
    return StoredTypes.read(types);
  }

  void delete(AudienceId id) throws SQLException {
    StoredAudiences.delete(request, workspace, id, rules.remove(id).toString());
  }

  boolean isUsed(AudienceId id) {
    return rules.values().stream().anyMatch(rule -> rule.toString().contains("\"" + id + "\""));
  }

  boolean holds(AudienceId id, Truth person, ZoneId zone, Instant now) {
    NaiveReference reference =
        new NaiveReference(zone, types, other -> holds(new AudienceId(other), person, zone, now));
    return reference.holds(
        rules.get(id), person.traits, person.consent, List.copyOf(person.events.values()), now);
  }

  /** From scratch, over everyone. */
  Map<AudienceId, Set<ProfileId>> members(Map<ProfileId, Truth> people, ZoneId zone, Instant now) {
    Map<AudienceId, Set<ProfileId>> members = new TreeMap<>();
    rules
        .keySet()
        .forEach(id ->
            people.forEach((profile, truth) -> {
              if (holds(id, truth, zone, now)) {
                members.computeIfAbsent(id, _ -> new TreeSet<>()).add(profile);
              }
            }));
    return members;
  }

  @Override
  public String toString() {
    return rules + " reading as " + types;
  }
}
