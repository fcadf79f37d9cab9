package dev.tributary.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.TestDatabase;
import dev.tributary.runtime.definition.AuditedChange;
import dev.tributary.runtime.definition.Author;
import dev.tributary.runtime.definition.NamedObject;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.outbox.DefinitionPublisher;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.postgres.TransactionListener;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.secrets.SecretBox;
import dev.tributary.runtime.secrets.SecretPlace;
import dev.tributary.testkit.infra.TestInfrastructure;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a definition was, who changed it, and when. */
@QuarkusTest
@WithTestResource(ServiceWithoutBroker.class)
class DefinitionVersionsTest {
  private static final Ids IDS = new Ids(Clock.systemUTC(), new Random());
  private static final SecretBox BOX = new SecretBox("00".repeat(32), new SecureRandom());
  private static TestDatabase database;

  record Rule(String text, @Nullable String sealed, Map<String, String> tokens) {}

  private static final Kind<Rule> KIND = Kind.unpublished("thing", Ids.AUDIENCE, Rule.class);
  private static final Kind<Rule> VERSIONED = KIND.withSecrets("/sealed", "/tokens").withVersions();

  private final Caller caller = new Caller();
  private DefinitionStore<Rule> store;
  private DefinitionStore<Rule> withoutVersions;
  private DefinitionPublisher publisher;
  private WorkspaceId workspace;

  /** Says who makes the changes, as the trail of administration does. */
  private static final class Caller implements TransactionListener {
    private @Nullable Author author = new Author("sub-ann", "ann@example.test");
    private final List<AuditedChange> changes = new ArrayList<>();

    @Override
    public void begun() {}

    @Override
    public void changed(AuditedChange changed) {
      changes.add(changed);
    }

    @Override
    public void found(NamedObject found) {}

    @Override
    public @Nullable Author author() {
      return author;
    }

    @Override
    public Optional<AdministrationEntry> entry(WorkspaceId workspace, BooleanSupplier writes) {
      return Optional.empty();
    }

    @Override
    public void beforeCommit(Handle tx, WorkspaceId workspace) {}

    @Override
    public void committed() {}
  }

  @BeforeAll
  static void prepare() throws Exception {
    database = ServiceDefinitions.database();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void openStore() {
    workspace = new WorkspaceId(IDS.next(Ids.WORKSPACE));
    KafkaClients kafka = new KafkaClients(TestInfrastructure.kafka().bootstrapServers());
    publisher =
        new DefinitionPublisher(
            database.worker(), kafka, IDS, Clock.systemUTC(), "versions", () -> false);
    store = store(publisher, VERSIONED);
    withoutVersions = store(publisher, KIND);
  }

  private DefinitionStore<Rule> store(DefinitionPublisher publisher, Kind<Rule> kind) {
    return new DefinitionStore<>(
        ServiceDefinitions.definitions(caller),
        publisher::wake,
        kind,
        IDS,
        Clock.systemUTC(),
        new Quotas(Map.of(), 1_000));
  }

  @Test
  void everyChangeKeepsAVersionWithWhoMadeIt() {
    StoredDefinition<Rule> first = store.create(workspace, "vip", "VIP", rule("one"), null);
    caller.author = new Author("sub-ben", "ben@example.test");
    StoredDefinition<Rule> second =
        store.update(workspace, "vip", null, it -> it.with("best", "Best", rule("two")));
    caller.author = null;
    store.put(workspace, "best", "Best", rule("three"));
    store.delete(workspace, "best", null);

    List<DefinitionVersion<Rule>> kept = versions(first.id());
    assertThat(kept).extracting(DefinitionVersion::version).containsExactly(4L, 3L, 2L, 1L);
    assertThat(kept)
        .extracting(version -> version.spec().text())
        .containsExactly("three", "three", "two", "one");
    assertThat(kept)
        .extracting(DefinitionVersion::deleted)
        .containsExactly(true, false, false, false);
    assertThat(kept)
        .extracting(version -> version.author() == null ? null : version.author().name())
        .containsExactly(null, null, "ben@example.test", "ann@example.test");
    assertThat(kept)
        .extracting(DefinitionVersion::key)
        .containsExactly("best", "best", "best", "vip");
    assertThat(kept.get(2).at()).isEqualTo(second.updatedAt());
    assertThat(store.version(workspace, first.id(), 1)).isEqualTo(kept.getLast());
  }

  @Test
  void aChangeThatChangesNothingOrIsRefusedKeepsNoVersion() {
    StoredDefinition<Rule> first = store.create(workspace, "vip", "VIP", rule("one"), null);
    store.update(workspace, "vip", null, it -> it);
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() ->
            store.put(
                workspace,
                "vip",
                "VIP",
                rule("two"),
                null,
                (_, _) -> {
                  throw Problems.CONFLICT.problem("no");
                }));
    assertThat(versions(first.id())).hasSize(1);
  }

  /** The tokens stand for what only helps users to find the object. */
  @Test
  void aChangeThatNoVersionShowsKeepsTheNumberAndIsInTheTrail() {
    DefinitionStore<Rule> filing =
        store(publisher, KIND.withVersions(it -> new Rule(it.text(), it.sealed(), Map.of())));
    StoredDefinition<Rule> first = filing.create(workspace, "vip", "VIP", rule("one"), null);
    Rule filed = new Rule("one", null, Map.of("folder", "Campaigns"));
    caller.changes.clear();
    StoredDefinition<Rule> second =
        filing.update(workspace, "vip", 1L, it -> it.with("vip", "VIP", filed));
    assertThat(second.version()).isEqualTo(1);
    assertThat(second.updatedAt()).isAfter(first.updatedAt());
    assertThat(filing.require(workspace, "vip")).isEqualTo(second);
    assertThat(filing.versions(workspace, "vip", null, 5).data()).hasSize(1);
    assertThat(caller.changes).extracting(AuditedChange::id).containsExactly(first.id());

    assertThat(filing.update(workspace, "vip", 1L, it -> it.with("vip", "Best", filed)).version())
        .isEqualTo(2);
    assertThat(filing.versions(workspace, "vip", null, 5).data().getFirst().spec())
        .isEqualTo(rule("one"));
  }

  @Test
  void aPreparedChangeIsMadeAgainIfTheObjectWasOnlyFiledMeanwhile() {
    DefinitionStore<Rule> filing =
        store(publisher, KIND.withVersions(it -> new Rule(it.text(), it.sealed(), Map.of())));
    filing.create(workspace, "vip", "VIP", rule("one"), null);
    Rule filed = new Rule("one", null, Map.of("folder", "Campaigns"));
    AtomicInteger tries = new AtomicInteger();
    StoredDefinition<Rule> changed =
        filing.updatePrepared(
            workspace,
            "vip",
            null,
            before -> {
              if (tries.getAndIncrement() == 0) {
                filing.put(workspace, "vip", "VIP", filed);
              }
              return before.with("vip", "VIP", new Rule("two", null, before.spec().tokens()));
            });
    assertThat(changed.spec()).isEqualTo(new Rule("two", null, filed.tokens()));
    assertThat(changed.version()).isEqualTo(2);
  }

  @Test
  void noSecretIsInAVersion() throws Exception {
    String secret = sealed();
    Rule rule = new Rule("one", secret, Map.of("token", sealed()));
    StoredDefinition<Rule> stored = store.create(workspace, "vip", "VIP", rule, null);
    assertThat(store.require(workspace, "vip").spec().sealed()).isEqualTo(secret);
    assertThat(store.version(workspace, stored.id(), 1).spec()).isEqualTo(rule("one"));
    assertThat(
            database.number(
                "select count(*) from definition_version where spec::text like '%\"v1.%'"))
        .isZero();
  }

  @Test
  void theNewestVersionsAreKept() throws Exception {
    StoredDefinition<Rule> first = store.create(workspace, "vip", "VIP", rule("0"), null);
    int changes = VersionTable.KEPT + 5;
    for (int i = 1; i <= changes; i++) {
      store.put(workspace, "vip", "VIP", rule("" + i));
    }
    assertThat(
            database.number(
                "select count(*) from definition_version where id = '" + first.id() + "'"))
        .isEqualTo(VersionTable.KEPT);
    Page<DefinitionVersion<Rule>> newest = store.versions(workspace, "vip", null, 2);
    assertThat(newest.data().getFirst().version()).isEqualTo(changes + 1);
    assertThat(newest.nextCursor()).isEqualTo(Long.toString(changes));
    assertThat(store.versions(workspace, "vip", "8", 5).data())
        .as("the oldest ones")
        .extracting(DefinitionVersion::version)
        .containsExactly(7L);
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> store.version(workspace, "vip", 6))
        .withMessageContaining("No version 6");
  }

  @Test
  void aVersionThatAnEarlierReleaseWroteIsKeptWithTheNextChange() throws Exception {
    StoredDefinition<Rule> first = store.create(workspace, "vip", "VIP", rule("one"), null);
    forgetVersions(first.id());
    store.put(workspace, "vip", "VIP", rule("two"));
    List<DefinitionVersion<Rule>> kept = versions(first.id());
    assertThat(kept).extracting(version -> version.spec().text()).containsExactly("two", "one");
    assertThat(kept.getLast().author()).isNull();
    assertThat(kept.getLast().at()).isEqualTo(first.updatedAt());
  }

  @Test
  void aPresentVersionThatAnEarlierReleaseWroteIsFound() throws Exception {
    store.create(workspace, "vip", "VIP", rule("one"), null);
    StoredDefinition<Rule> present =
        store.put(workspace, "vip", "VIP", new Rule("two", sealed(), Map.of()));
    forgetVersions(present.id());
    DefinitionVersion<Rule> found = store.version(workspace, "vip", 2);
    assertThat(versions("vip")).containsExactly(found);
    assertThat(found.spec()).isEqualTo(rule("two"));
    assertThat(found.author()).isNull();
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> store.version(workspace, "vip", 1))
        .withMessageContaining("No version 1");
  }

  @Test
  void aCursorThatIsNoNumberIsRefused() {
    store.create(workspace, "vip", "VIP", rule("one"), null);
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> store.versions(workspace, "vip", "two", 5))
        .withMessageContaining("nextCursor");
  }

  @Test
  void aKindKeepsNoVersionUnlessItSaysSo() throws Exception {
    StoredDefinition<Rule> stored =
        withoutVersions.create(workspace, "vip", "VIP", rule("one"), null);
    withoutVersions.put(workspace, "vip", "VIP", rule("two"));
    withoutVersions.delete(workspace, "vip", null);
    assertThat(
            database.number(
                "select count(*) from definition_version where id = '" + stored.id() + "'"))
        .isZero();
  }

  @Test
  void anotherWorkspaceSeesNoVersion() {
    StoredDefinition<Rule> stored = store.create(workspace, "vip", "VIP", rule("one"), null);
    WorkspaceId other = new WorkspaceId("wsp_other");
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> store.versions(other, stored.id(), null, 5));
    assertThatExceptionOfType(Problem.class).isThrownBy(() -> store.version(other, stored.id(), 1));
  }

  private List<DefinitionVersion<Rule>> versions(String id) {
    return store.versions(workspace, id, null, 50).data();
  }

  private static void forgetVersions(String id) throws SQLException {
    try (Connection worker = database.worker().getConnection();
        Statement sql = worker.createStatement()) {
      sql.execute("delete from definition_version where id = '" + id + "'");
    }
  }

  private String sealed() {
    return BOX.seal(new SecretPlace(workspace, "thing", "password"), "hidden");
  }

  private static Rule rule(String text) {
    return new Rule(text, null, Map.of());
  }
}
