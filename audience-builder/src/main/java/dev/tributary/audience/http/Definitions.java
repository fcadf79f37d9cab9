package dev.tributary.audience.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.definition.AudienceCycles;
import dev.tributary.audience.definition.AudienceSpec;
import dev.tributary.audience.rule.reader.RuleReader;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.definition.SyncBody;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionDatabase;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.Idempotency;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.runtime.http.EntityTags;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.view.DefinitionView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Creates, changes and deletes audiences, one at a time in a workspace, so that concurrent changes
 * cannot create a state that a single change may not (a deleted audience in use, a cycle).
 * Thread-safe.
 */
public final class Definitions {
  private final DefinitionStore<AudienceSpec> store;
  private final DefinitionView syncs;
  private final DefinitionDatabase database;
  private final CompleteConsent consent;

  /**
   * One at a time in this process too: a thread that waits for the database's lock holds a
   * connection.
   */
  private final ReentrantLock turn = new ReentrantLock(true);

  public Definitions(
      DefinitionStore<AudienceSpec> store,
      DefinitionView syncs,
      DefinitionDatabase database,
      CompleteConsent consent) {
    this.store = store;
    this.syncs = syncs;
    this.database = database;
    this.consent = consent;
  }

  public StoredDefinition<AudienceSpec> create(
      WorkspaceId workspace,
      String key,
      String name,
      AudienceSpec spec,
      @Nullable Idempotency idempotency) {
    return alone(
        workspace,
        () -> {
          // The rule was bound before the lock: an audience that it names may be deleted since.
          bind(workspace, spec.rule());
          return store.create(workspace, key, name, spec, idempotency);
        });
  }

  /**
   * @param ifMatch the entity tag that the audience must still have; {@code *} for any
   */
  public StoredDefinition<AudienceSpec> change(
      WorkspaceId workspace,
      AudienceId id,
      String ifMatch,
      String key,
      String name,
      AudienceSpec spec) {
    return alone(
        workspace,
        () -> {
          bind(workspace, spec.rule());
          refuseCycle(workspace, id, spec);
          return store.update(
              workspace,
              id.value(),
              EntityTags.version(ifMatch),
              current -> {
                EntityTags.requireUnchanged(ifMatch, current.updatedAt());
                return current.with(key, name, spec);
              });
        });
  }

  /**
   * @param ifMatch the entity tag that the audience must still have; null or {@code *} for any
   */
  public void delete(WorkspaceId workspace, AudienceId id, @Nullable String ifMatch) {
    alone(
        workspace,
        () -> {
          List<String> users = users(workspace, id);
          if (!users.isEmpty()) {
            throw Problems.IN_USE.problem("The audience is used by " + String.join(", ", users));
          }
          store.delete(
              workspace,
              id.value(),
              EntityTags.version(ifMatch),
              current -> EntityTags.requireUnchanged(ifMatch, current.updatedAt()));
          return id;
        });
  }

  /**
   * Binds a rule of a request.
   *
   * @throws Problem with every error and its place; 503 if the rule asks for consent and the
   *     consent of people is not complete yet
   */
  public RuleReader.Outcome.Bound bind(WorkspaceId workspace, @Nullable JsonNode rule) {
    if (rule == null || rule.isNull()) {
      throw AudienceProblems.RULE_INVALID.problem("A rule is needed", "/rule");
    }
    Map<String, AudienceId> ids = new HashMap<>();
    for (StoredDefinition<AudienceSpec> each : store.all(workspace)) {
      AudienceId id = new AudienceId(each.id());
      ids.put(each.key(), id);
      ids.put(each.id(), id);
    }
    return switch (RuleReader.read(rule, named -> Optional.ofNullable(ids.get(named)))) {
      case RuleReader.Outcome.Bound bound -> {
        consent.require(workspace, bound.rule());
        yield bound;
      }
      case RuleReader.Outcome.Refused refused -> throw AudienceProblems.rule(refused.errors());
    };
  }

  private void refuseCycle(WorkspaceId workspace, AudienceId id, AudienceSpec spec) {
    Map<AudienceId, List<AudienceId>> uses = new HashMap<>();
    Map<AudienceId, String> keys = new HashMap<>();
    for (StoredDefinition<AudienceSpec> each : store.all(workspace)) {
      AudienceId used = new AudienceId(each.id());
      uses.put(used, each.spec().uses());
      keys.put(used, each.key());
    }
    List<AudienceId> way = AudienceCycles.through(id, spec.uses(), uses);
    if (!way.isEmpty()) {
      List<String> named = way.stream().map(each -> keys.getOrDefault(each, each.value())).toList();
      throw AudienceProblems.CIRCLE.problem(
          "The audience would use itself through " + String.join(", ", named), "/rule");
    }
  }

  private List<String> users(WorkspaceId workspace, AudienceId id) {
    List<String> users = new ArrayList<>();
    for (StoredDefinition<AudienceSpec> each : store.all(workspace)) {
      if (each.spec().uses().contains(id)) {
        users.add("the audience " + each.key());
      }
    }
    for (Definition sync : syncs.all(workspace)) {
      if (id.equals(sync.bodyAs(SyncBody.class).audience())) {
        users.add("the sync " + sync.key());
      }
    }
    return users;
  }

  private <T> T alone(WorkspaceId workspace, Supplier<T> work) {
    turn.lock();
    try {
      return database.inWorkspace(
          workspace,
          tx -> {
            tx.lock(workspace.value());
            return work.get();
          });
    } finally {
      turn.unlock();
    }
  }
}
