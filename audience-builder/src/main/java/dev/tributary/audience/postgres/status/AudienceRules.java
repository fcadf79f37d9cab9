package dev.tributary.audience.postgres.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.definition.RulesInForce;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/**
 * The rules that memberships depend on now. They are not always the newest ones: while the members
 * by a changed rule are computed, the former rule applies. For HTTP; thread-safe.
 */
public final class AudienceRules {
  private static final String FIND =
      """
      select s.audience, s.settled_at, g.rule::text
      from audience_state s left join generation g
        on g.workspace = s.workspace and g.audience = s.audience
      where s.workspace = :workspace\
      """;

  private final RequestDatabase database;

  public AudienceRules(RequestDatabase database) {
    this.database = database;
  }

  /** By audience. An audience without a stage is absent. */
  public Map<AudienceId, RulesInForce> of(WorkspaceId workspace) {
    return database.inWorkspace(
        workspace,
        tx -> {
          Map<AudienceId, RulesInForce> found = new HashMap<>();
          tx.createQuery(FIND)
              .bind("workspace", workspace.value())
              .map((rows, context) -> {
                Instant settled = Instant.ofEpochMilli(rows.getLong(2));
                RulesInForce its =
                    found.computeIfAbsent(
                        new AudienceId(rows.getString(1)),
                        _ -> new RulesInForce(new ArrayList<>(), settled));
                String rule = rows.getString(3);
                return rule == null || its.rules().add(json(rule));
              })
              .list();
          return found;
        });
  }

  private static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored rule is not JSON", e);
    }
  }
}
