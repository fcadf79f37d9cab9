package dev.tributary.identity.kafka;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.input.PeopleModels;
import dev.tributary.identity.loop.RebuildHandler;
import dev.tributary.identity.postgres.PostgresIdentityTransaction;
import dev.tributary.identity.postgres.TestDatabase;
import dev.tributary.identity.profile.Edge;
import dev.tributary.identity.profile.TraitPolicy;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.store.IdentityTransaction;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.loop.Output;
import dev.tributary.runtime.loop.Poll;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.testkit.infra.TestPool;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Identity resolution on a real database, driven poll by poll without a broker; and a reader of
 * what it publishes.
 */
public final class Identity implements IdentityUnderTest, AutoCloseable {
  private static final String DEFINE =
      """
      insert into definition (workspace, kind, id, key, name, version, spec, created_at, updated_at)
      values (?, ?, ?, ?, ?, ?, ?::jsonb, now(), now())
      on conflict (workspace, kind, id)
      do update set version = excluded.version, spec = excluded.spec\
      """;

  private final ServiceDatabase database;
  private final AgroalDataSource worker;
  private final AgroalDataSource request;
  private final Map<String, Definition> models = new ConcurrentHashMap<>();
  private final PeopleModels peopleModels =
      new PeopleModels(id -> Optional.ofNullable(models.get(id.value())));
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final IdentityEffects<?> effects;
  private final Published published = new Published();

  private <T extends IdentityTransaction> Identity(
      ServiceDatabase database, Function<Connection, T> transactions, RebuildHandler<T> rebuilds) {
    this.database = database;
    this.worker = TestPool.of(database.address(), database.worker());
    this.request = TestPool.of(database.address(), database.request());
    this.effects =
        new IdentityEffects<>(
            transactions,
            rebuilds,
            peopleModels,
            new Ids(Clock.systemUTC(), new Random()),
            _ -> "NL",
            metrics);
  }

  /** It refuses the commands of rebuilds. */
  public static Identity migrated() {
    return on(TestDatabase.migrated("identity"));
  }

  /**
   * @param transactions opens the stores in a transaction of the database
   * @param rebuilds processes the commands of rebuilds
   */
  public static <T extends IdentityTransaction> Identity migrated(
      Function<Connection, T> transactions, RebuildHandler<T> rebuilds) {
    return new Identity(TestDatabase.migrated("identity"), transactions, rebuilds);
  }

  /** On a database that another process has migrated. */
  public static Identity on(ServiceDatabase database) {
    return new Identity(database, PostgresIdentityTransaction::new, IdentityUnderTest.NO_REBUILDS);
  }

  public ServiceDatabase database() {
    return database;
  }

  public IdentityEffects<?> effects() {
    return effects;
  }

  /** How often a poll found that an event had been accepted before. */
  public double copies() {
    return metrics.counter("tributary.identity.overtaken", "taken", "message").count();
  }

  public PeopleModels models() {
    return peopleModels;
  }

  @Override
  public void define(WorkspaceId workspace, String id, long version, ModelBody body) {
    models.put(
        id, new Definition(workspace, id, version, id, id, false, Json.MAPPER.valueToTree(body)));
  }

  @Override
  public void rules(WorkspaceId workspace, long version, IdentityRules rules) throws SQLException {
    String spec = new String(Json.write(rules), StandardCharsets.UTF_8);
    define(workspace, "identity-rules", "identity-rules", version, spec);
  }

  /** The first rules of several workspaces. */
  public void rules(Map<String, IdentityRules> byWorkspace) throws SQLException {
    try (Connection connection = request.getConnection()) {
      connection.setAutoCommit(false);
      for (Map.Entry<String, IdentityRules> each : byWorkspace.entrySet()) {
        String spec = new String(Json.write(each.getValue()), StandardCharsets.UTF_8);
        define(
            connection,
            new WorkspaceId(each.getKey()),
            "identity-rules",
            "identity-rules",
            1,
            spec);
      }
    }
  }

  /** Stores a definition that identity reads from its own tables. */
  public void define(WorkspaceId workspace, String kind, String key, long version, String spec)
      throws SQLException {
    try (Connection connection = request.getConnection()) {
      connection.setAutoCommit(false);
      define(connection, workspace, kind, key, version, spec);
    }
  }

  private static void define(
      Connection connection,
      WorkspaceId workspace,
      String kind,
      String key,
      long version,
      String spec)
      throws SQLException {
    try (PreparedStatement tenant =
            connection.prepareStatement("select set_config('app.workspace', ?, true)");
        PreparedStatement statement = connection.prepareStatement(DEFINE)) {
      tenant.setString(1, workspace.value());
      tenant.execute();
      statement.setString(1, workspace.value());
      statement.setString(2, kind);
      statement.setString(3, kind + "_" + key + "_" + workspace);
      statement.setString(4, key);
      statement.setString(5, key);
      statement.setLong(6, version);
      statement.setString(7, spec);
      statement.executeUpdate();
    }
    connection.commit();
  }

  /**
   * Keeps two apart, as somebody does by hand.
   *
   * @param left the smaller of the two
   */
  public void cut(WorkspaceId workspace, Identifier left, Identifier right) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement statement =
            connection.prepareStatement("insert into cut values (?, ?, ?, ?, ?, 'me', now())")) {
      statement.setString(1, workspace.value());
      statement.setString(2, left.type());
      statement.setString(3, left.value());
      statement.setString(4, right.type());
      statement.setString(5, right.value());
      statement.executeUpdate();
      connection.commit();
    }
  }

  public Connection connect() throws SQLException {
    Connection connection = worker.getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  /** More connections of the worker. Close the pool. */
  public AgroalDataSource pool() {
    return TestPool.of(database.address(), database.worker());
  }

  /** As REST reads it: row-level security shows one workspace. */
  public RequestDatabase requests() {
    return new RequestDatabase(request);
  }

  @Override
  public List<Message> apply(Input... inputs) throws Exception {
    try (Connection tx = connect()) {
      return apply(tx, List.of(inputs));
    }
  }

  @Override
  public void applyAndRollBack(List<Input> inputs) throws Exception {
    try (Connection tx = connect()) {
      effects.apply(tx, new Poll(inputs, Map.of(), null));
      tx.rollback();
    }
  }

  @Override
  public void policies(WorkspaceId workspace, Map<String, TraitPolicy> policies)
      throws SQLException {
    for (Map.Entry<String, TraitPolicy> each : policies.entrySet()) {
      String spec = new String(Json.write(each.getValue()), StandardCharsets.UTF_8);
      define(workspace, "trait-policy", each.getKey(), 1, spec);
    }
  }

  @Override
  public Optional<ProfileId> leadsTo(WorkspaceId workspace, Identifier identifier)
      throws SQLException {
    return rows(
            workspace,
            "select profile from identifier where MINE and type = '%s' and value = '%s'"
                .formatted(identifier.type(), identifier.value()))
        .stream()
        .map(ProfileId::new)
        .findFirst();
  }

  @Override
  public List<ProfileId> profiles(WorkspaceId workspace) throws SQLException {
    return ids(rows(workspace, "select profile from profile where MINE"));
  }

  @Override
  public List<ProfileId> mergedProfiles(WorkspaceId workspace) throws SQLException {
    return ids(rows(workspace, "select profile from merged_profile where MINE"));
  }

  private static List<ProfileId> ids(List<String> rows) {
    return rows.stream().map(ProfileId::new).toList();
  }

  @Override
  public List<Edge> evidence(WorkspaceId workspace, Collection<Identifier> identifiers)
      throws SQLException {
    try (Connection tx = connect()) {
      return new PostgresIdentityTransaction(tx).edges().of(workspace, identifiers);
    }
  }

  @Override
  public Map<String, ProfileId> owners(WorkspaceId workspace) throws SQLException {
    Map<String, ProfileId> owners = new HashMap<>();
    rows("select e.event, coalesce(a.survivor, e.profile) from accepted_event e"
            + " left join merged_profile a"
            + " on a.workspace = e.workspace and a.profile = e.profile"
            + " where e.workspace = '%s' and e.outcome = 'applied'".formatted(workspace))
        .forEach(row -> owners.put(row.split(" ")[0], new ProfileId(row.split(" ")[1])));
    return owners;
  }

  @Override
  public boolean joinsWhatIsCut(WorkspaceId workspace) throws SQLException {
    return !rows("select l.profile from cut c join identifier l on l.workspace = c.workspace"
            + " and l.type = c.left_type and l.value = c.left_value"
            + " join identifier r on r.workspace = c.workspace"
            + " and r.type = c.right_type and r.value = c.right_value"
            + " where c.workspace = '%s' and l.profile = r.profile".formatted(workspace))
        .isEmpty();
  }

  public List<Message> apply(Connection tx, List<Input> inputs) throws Exception {
    try {
      List<Output> outputs = effects.apply(tx, new Poll(inputs, Map.of(), null));
      tx.commit();
      return read(outputs);
    } catch (Exception e) {
      tx.rollback();
      throw e;
    }
  }

  private List<Message> read(List<Output> outputs) {
    return hear(outputs.stream().map(Output::message).toList());
  }

  /** Takes in what was published. */
  public List<Message> hear(List<Message> fresh) {
    return published.hear(fresh);
  }

  public static String type(Message message) {
    return Published.type(message);
  }

  @Override
  public Published published() {
    return published;
  }

  /** As the owner of the tables. */
  public void alter(String statement) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                database.address(), database.owner().user(), database.owner().password());
        PreparedStatement prepared = connection.prepareStatement(statement)) {
      prepared.execute();
    }
  }

  public void execute(String statement) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement prepared = connection.prepareStatement(statement)) {
      prepared.execute();
      connection.commit();
    }
  }

  /**
   * Rows of one workspace.
   *
   * @param query with {@code MINE} where the workspace's condition belongs
   */
  public List<String> rows(WorkspaceId workspace, String query) throws SQLException {
    return rows(query.replace("MINE", "workspace = '" + workspace + "'"));
  }

  /** The rows that a query answers, each as its columns joined by a blank. */
  public List<String> rows(String query) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(query);
        ResultSet rows = statement.executeQuery()) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.append(i == 1 ? "" : " ").append(rows.getString(i));
        }
        found.add(row.toString());
      }
      return found;
    }
  }

  @Override
  public void close() {
    worker.close();
    request.close();
  }
}
