package dev.tributary.identity.model;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.input.LogRecord;
import dev.tributary.identity.input.LoopInputReader;
import dev.tributary.identity.input.PeopleModels;
import dev.tributary.identity.input.Publication;
import dev.tributary.identity.kafka.IdentityEffects;
import dev.tributary.identity.kafka.IdentityUnderTest;
import dev.tributary.identity.kafka.Published;
import dev.tributary.identity.loop.InputProcessor;
import dev.tributary.identity.loop.Overtaken;
import dev.tributary.identity.loop.RuleBook;
import dev.tributary.identity.memory.MemoryDatabase;
import dev.tributary.identity.profile.Edge;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.profile.TraitPolicy;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.store.IdentityTransaction;
import dev.tributary.runtime.loop.Input;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Identity resolution on the stores in memory. Confined to one thread. */
final class MemoryIdentity implements IdentityUnderTest {
  private final MemoryDatabase database = new MemoryDatabase();
  private final Map<String, Definition> models = new HashMap<>();
  private final Published published = new Published();
  private final InputProcessor<IdentityTransaction> processor;

  MemoryIdentity(long seed) {
    Ids ids = new Ids(Clock.systemUTC(), new Random(seed));
    this.processor =
        new InputProcessor<>(
            new LoopInputReader(
                new PeopleModels(id -> Optional.ofNullable(models.get(id.value())))),
            ids,
            new RuleBook(_ -> "NL"),
            NO_REBUILDS,
            MemoryIdentity::overtaken);
  }

  /** There is no other instance, but the log may hold a record twice. */
  private static void overtaken(Overtaken overtaken) {
    if (overtaken.what() != Overtaken.Taken.MESSAGE) {
      throw new AssertionError("Overtaken without another instance", overtaken);
    }
  }

  private List<Publication> process(Input... inputs) {
    List<LogRecord> records = List.of(inputs).stream().map(IdentityEffects::record).toList();
    return database.transaction(tx -> processor.process(tx, records));
  }

  @Override
  public List<Message> apply(Input... inputs) {
    return published.hear(process(inputs).stream().map(Publication::message).toList());
  }

  @Override
  public void applyAndRollBack(List<Input> inputs) {
    List<LogRecord> records = inputs.stream().map(IdentityEffects::record).toList();
    database.rolledBack(tx -> processor.process(tx, records));
  }

  @Override
  public void define(WorkspaceId workspace, String id, long version, ModelBody body) {
    models.put(
        id, new Definition(workspace, id, version, id, id, false, Json.MAPPER.valueToTree(body)));
  }

  @Override
  public void rules(WorkspaceId workspace, long version, IdentityRules rules) {
    database.rules(workspace, version, rules);
  }

  @Override
  public void policies(WorkspaceId workspace, Map<String, TraitPolicy> policies) {
    database.policies(workspace, new TraitPolicies(policies, Map.of()));
  }

  @Override
  public Published published() {
    return published;
  }

  @Override
  public Optional<ProfileId> leadsTo(WorkspaceId workspace, Identifier identifier) {
    return database.leadsTo(workspace, identifier);
  }

  @Override
  public List<ProfileId> profiles(WorkspaceId workspace) {
    return database.profiles(workspace);
  }

  @Override
  public List<ProfileId> mergedProfiles(WorkspaceId workspace) {
    return database.mergedProfiles(workspace);
  }

  @Override
  public List<Edge> evidence(WorkspaceId workspace, Collection<Identifier> identifiers) {
    return database.transaction(tx -> tx.edges().of(workspace, identifiers));
  }

  @Override
  public Map<String, ProfileId> owners(WorkspaceId workspace) {
    return database.owners(workspace);
  }

  @Override
  public boolean joinsWhatIsCut(WorkspaceId workspace) {
    return database.joinsWhatIsCut(workspace);
  }
}
