package dev.tributary.destinations.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.contracts.event.CallType;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.membership.AudiencesDecided;
import dev.tributary.contracts.membership.MembershipChange;
import dev.tributary.contracts.membership.MembershipChangeBuilder;
import dev.tributary.contracts.profile.AppliedEvent;
import dev.tributary.contracts.profile.AppliedEventBuilder;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.ProfileMessage;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.profile.ProfileStateBuilder;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.contracts.row.RowChangeBuilder;
import dev.tributary.destinations.TestDatabase;
import dev.tributary.destinations.account.AccountDecisions;
import dev.tributary.destinations.account.AccountStore;
import dev.tributary.destinations.account.Accounts;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Egress.Request;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.desired.DeclaredTypes;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.kafka.BackfillStep;
import dev.tributary.destinations.kafka.Backfiller;
import dev.tributary.destinations.kafka.DesiredState;
import dev.tributary.destinations.kafka.EventReplay;
import dev.tributary.destinations.limit.Backoff;
import dev.tributary.destinations.postgres.PostgresCatalogue;
import dev.tributary.destinations.postgres.PostgresLedger;
import dev.tributary.destinations.postgres.PostgresPeople;
import dev.tributary.destinations.postgres.PostgresReconciler;
import dev.tributary.destinations.postgres.PostgresSignals;
import dev.tributary.destinations.postgres.PostgresUnmerges;
import dev.tributary.destinations.postgres.RowsLog;
import dev.tributary.destinations.postgres.SyncRuns;
import dev.tributary.destinations.postgres.delivery.PostgresAccounts;
import dev.tributary.destinations.postgres.delivery.PostgresDeliveries;
import dev.tributary.destinations.postgres.desired.PostgresDesiredTransactions;
import dev.tributary.destinations.postgres.queries.StatusQueries;
import dev.tributary.destinations.protocol.Places;
import dev.tributary.destinations.protocol.Sessions;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.SyncSource;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import dev.tributary.destinations.sync.ValueSource;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.runtime.definition.WorkspaceTypes;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.loop.Poll;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.replica.PostgresProfileReplica;
import dev.tributary.testkit.infra.TestInfrastructure;
import dev.tributary.testkit.infra.TestPool;
import io.agroal.api.AgroalDataSource;
import java.net.InetAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The service's inside on a database of its own, without Kafka and HTTP. */
final class Bench implements AutoCloseable {
  static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_1");
  static final String PURPOSE = "marketing";

  /** How long delivered events are kept. */
  static final Duration KEEP = Duration.ofDays(7);

  /** Shorter than the one of an installation, so that no test waits long for a retry. */
  private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

  final FakeDestination fake;
  final Unlimited limits = new Unlimited();
  final AgroalDataSource worker;
  final AgroalDataSource request;
  private final AgroalDataSource superuser;
  final BiPredicate<WorkspaceId, String> unknownAllows;
  final PostgresDeliveries deliveries;
  final RequestDatabase requests;
  final StatusQueries status;
  final DesiredState desired;
  volatile Places places = Places.NONE;
  final WorkspaceTypes<DeclaredTypes> types = new WorkspaceTypes<>(DeclaredTypes::new);
  private final PostgresDesiredTransactions transactions;
  private final Ids ids = new Ids(Clock.systemUTC(), new SecureRandom());
  final PostgresCatalogue catalogue;
  final BatchSender sender;
  final Accounts accounts;
  final AccountDecisions decisions;
  final Targets targets;
  private final List<AutoCloseable> running = new ArrayList<>();
  private final Map<DeliveryEngine, PostgresSignals> signalsOf = new HashMap<>();
  private long offset;
  private int runs;

  private Bench(FakeDestination fake, BiPredicate<WorkspaceId, String> unknownAllows) {
    this(fake, fake, new NoWay(fake), unknownAllows, TestDatabase.migrated("destinations"));
  }

  /**
   * @param connector the one of all destinations
   */
  private Bench(
      FakeDestination fake,
      Connector connector,
      Transport transport,
      BiPredicate<WorkspaceId, String> unknownAllows,
      ServiceDatabase database) {
    this.fake = fake;
    this.unknownAllows = unknownAllows;
    worker = TestPool.of(database.address(), database.worker());
    request = TestPool.of(database.address(), database.request());
    superuser = TestPool.of(database.address(), TestInfrastructure.postgres().superuser());
    requests = new RequestDatabase(request);
    status = new StatusQueries(requests, () -> ids.next(Ids.RUN));
    catalogue = new PostgresCatalogue(new Connectors(List.of(connector)));
    PostgresPeople people = new PostgresPeople();
    PostgresLedger ledger = new PostgresLedger(() -> ids.next(Ids.DELIVERY));
    PostgresUnmerges pendingUnmerges = new PostgresUnmerges();
    transactions =
        new PostgresDesiredTransactions(
            catalogue,
            people,
            pendingUnmerges,
            new PostgresReconciler(people, ledger, pendingUnmerges, types, unknownAllows),
            ledger,
            new SyncRuns(() -> ids.next(Ids.RUN)));
    desired = new DesiredState(transactions::of, id -> Optional.empty(), types);
    deliveries = deliveries(worker);
    targets = new Targets((ws, dst, name, origin, sealed) -> sealed, new KeyHash(new byte[16]));
    AccountStore accountStore = new PostgresAccounts(worker);
    accounts = new Accounts(accountStore, new KeyHash(new byte[16]), Clock.systemUTC());
    decisions = new AccountDecisions(accountStore, accounts, Clock.systemUTC());
    sender =
        new BatchSender(
            targets,
            transport,
            limits,
            (remembering, account) -> places,
            accounts,
            Sessions.NONE,
            Clock.systemUTC(),
            Egress.TIMEOUT);
  }

  /** The same deliveries over other connections. */
  PostgresDeliveries deliveries(DataSource connections) {
    return new PostgresDeliveries(
        connections, catalogue, unknownAllows, () -> ids.next("att_"), Clock.systemUTC());
  }

  /** Where nobody's consent is asked for. */
  static Bench allowing(EffectClass effectClass) {
    return allowing(new FakeDestination(effectClass));
  }

  static Bench allowing(FakeDestination fake) {
    return new Bench(fake, (workspace, purpose) -> true);
  }

  /** The destinations are of this vendor, which answers over the transport. */
  static Bench ofVendor(Connector vendor, Transport transport) {
    FakeDestination unused = new FakeDestination(vendor.manifest().effectClass());
    return new Bench(
        unused,
        vendor,
        transport,
        (workspace, purpose) -> true,
        TestDatabase.migrated("destinations"));
  }

  /** With the rows that a database has already. */
  static Bench over(ServiceDatabase database, EffectClass effectClass) {
    FakeDestination fake = new FakeDestination(effectClass);
    return new Bench(fake, fake, new NoWay(fake), (workspace, purpose) -> true, database);
  }

  /** Where whoever did not answer is not sent anywhere. */
  static Bench asking(EffectClass effectClass) {
    return new Bench(new FakeDestination(effectClass), (workspace, purpose) -> false);
  }

  /** An engine; several may run. */
  DeliveryEngine engine() {
    return engine(deliveries);
  }

  DeliveryEngine engine(DeliveryStore store) {
    return engine(store, quick(40));
  }

  /** An engine that has about so many rows in memory. */
  DeliveryEngine engine(RowsInFlight inFlight) {
    return engine(deliveries, quick(40), inFlight);
  }

  /**
   * @param probes the pauses of a destination that fails as a whole
   */
  DeliveryEngine engine(DeliveryStore store, Backoff probes) {
    return engine(store, probes, RowsInFlight.ofHeap());
  }

  private DeliveryEngine engine(DeliveryStore store, Backoff probes, RowsInFlight inFlight) {
    DeliveryEngine engine =
        new DeliveryEngine(
            store,
            sender,
            () -> {
              try (Connection connection = worker.getConnection()) {
                return catalogue.read(connection);
              } catch (SQLException e) {
                throw new StoreFailure(e);
              }
            },
            Clock.systemUTC(),
            pauses(probes),
            POLL_INTERVAL,
            inFlight);
    PostgresSignals signals = new PostgresSignals(worker, engine::wake);
    engine.start();
    signals.start();
    running.add(engine);
    running.add(signals);
    signalsOf.put(engine, signals);
    return engine;
  }

  /** Ends an engine, as its process ends. Its deliveries in flight go on. */
  void stop(DeliveryEngine engine) {
    engine.close();
    Objects.requireNonNull(signalsOf.remove(engine)).close();
  }

  /** Shorter than those of an installation. */
  static RetryPauses pauses() {
    return pauses(quick(40));
  }

  private static RetryPauses pauses(Backoff probes) {
    return new RetryPauses(
        quick(20),
        probes,
        new RetryPauses.Questions(Duration.ofMillis(20), Duration.ofMillis(500), new Random(7)),
        Duration.ofMillis(20));
  }

  private static Backoff quick(int millis) {
    return new Backoff(Duration.ofMillis(millis), Duration.ofMillis(500), new Random(7));
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable each : running) {
      each.close();
    }
    // What is on its way to a destination reports through the worker's pool after the end.
    request.close();
    superuser.close();
  }

  DestinationId destination() throws SQLException {
    return destination("{}");
  }

  DestinationId destination(String settings) throws SQLException {
    return destination(
        new DestinationSpec(
            FakeDestination.ID,
            Json.read(
                settings.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                com.fasterxml.jackson.databind.node.ObjectNode.class),
            Map.of(),
            List.of(PURPOSE),
            null,
            null));
  }

  DestinationId destination(DestinationSpec spec) throws SQLException {
    DestinationId id = new DestinationId(ids.next(Ids.DESTINATION));
    define("destination", id.value(), spec);
    return id;
  }

  SyncId eventSync(DestinationId destination) throws SQLException {
    return eventSync(destination, List.of());
  }

  SyncId eventSync(DestinationId destination, List<FieldMapping> mapping) throws SQLException {
    return sync(
        destination, new SyncSource.Events(List.of()), "events", null, mapping, Mode.UPSERT);
  }

  SyncId profileSync(DestinationId destination) throws SQLException {
    return profileSync(destination, Mode.UPSERT);
  }

  SyncId profileSync(DestinationId destination, Mode mode) throws SQLException {
    return profileSync(
        destination,
        mode == Mode.DELETE
            ? List.of()
            : List.of(new FieldMapping("name", new ValueSource.Trait("name"))),
        mode);
  }

  SyncId profileSync(DestinationId destination, List<FieldMapping> mapping) throws SQLException {
    return profileSync(destination, mapping, Mode.UPSERT);
  }

  SyncId profileSync(DestinationId destination, List<FieldMapping> mapping, Mode mode)
      throws SQLException {
    return sync(destination, new SyncSource.Profiles(), "rows", email(), mapping, mode);
  }

  SyncId profileSync(DestinationId destination, String object, List<FieldMapping> mapping)
      throws SQLException {
    return sync(destination, new SyncSource.Profiles(), object, email(), mapping, Mode.UPSERT);
  }

  SyncId audienceSync(DestinationId destination, String object, AudienceId audience)
      throws SQLException {
    return sync(
        destination,
        new SyncSource.Audience(audience),
        object,
        email(),
        List.of(new FieldMapping("name", new ValueSource.Trait("name"))),
        Mode.MIRROR);
  }

  SyncId modelSync(DestinationId destination, ModelId model, SyncSource.@Nullable PersonLink person)
      throws SQLException {
    return sync(
        destination,
        new SyncSource.Model(model, person),
        "rows",
        new FieldMapping("id", new ValueSource.Column("id")),
        List.of(new FieldMapping("total", new ValueSource.Column("total"))),
        Mode.MIRROR);
  }

  private static FieldMapping email() {
    return new FieldMapping("email", new ValueSource.IdentifierOf(Identifier.EMAIL));
  }

  private SyncId sync(
      DestinationId destination,
      SyncSource from,
      String object,
      @Nullable FieldMapping match,
      List<FieldMapping> mapping,
      Mode mode)
      throws SQLException {
    return sync(
        new SyncSpec(
            destination, from, object, match, mapping, mode, Json.MAPPER.createObjectNode(), null));
  }

  SyncId sync(SyncSpec spec) throws SQLException {
    SyncId id = new SyncId(ids.next(Ids.SYNC));
    define("sync", id.value(), spec);
    return id;
  }

  private void define(String kind, String id, Object spec) throws SQLException {
    execute(
        "insert into definition (workspace, kind, id, key, name, version, spec, created_at,"
            + " updated_at) values ('%s', '%s', '%s', '%s', '%s', 1, '%s'::jsonb, now(), now())"
                .formatted(
                    WORKSPACE,
                    kind,
                    id,
                    id,
                    id,
                    new String(Json.write(spec), java.nio.charset.StandardCharsets.UTF_8)));
  }

  /** Another workspace with the same definitions, whose ids end in {@code _2}. */
  void copyDefinitionsTo(WorkspaceId workspace) throws SQLException {
    execute(
        """
        insert into definition (workspace, kind, id, key, name, version, spec, created_at,
          updated_at)
        select '%s', kind, id || '_2', key || '_2', name, version,
          case kind when 'sync'
            then jsonb_set(spec, '{destination}', to_jsonb(spec ->> 'destination' || '_2'))
            else spec end, now(), now()
        from definition where workspace = '%s'\
        """
            .formatted(workspace, WORKSPACE));
  }

  /** Backfills of what is known here and of the rows at a cluster. */
  Backfiller backfiller(
      KafkaClients kafka,
      Function<ModelId, Optional<ModelBody>> models,
      BooleanSupplier logBelongs) {
    BackfillStep walking =
        new BackfillStep(
            transactions::of,
            models,
            kafka,
            Clock.systemUTC(),
            "bench",
            new EventReplay(types, kafka, Clock.systemUTC(), KEEP, "bench"));
    Backfiller backfiller = new Backfiller(worker, transactions::of, walking, logBelongs);
    running.add(backfiller);
    return backfiller;
  }

  /** Definitions are inserted as the server's superuser; the service itself may not. */
  void execute(String sql) throws SQLException {
    try (Connection connection = superuser.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.executeUpdate();
    }
  }

  void pause(DestinationId destination) throws SQLException {
    pause("destination", destination.value());
  }

  void pause(SyncId sync) throws SQLException {
    pause("sync", sync.value());
  }

  private void pause(String kind, String id) throws SQLException {
    execute(
        "insert into pause (workspace, kind, id, reason) values ('%s', '%s', '%s', 'asked')"
            .formatted(WORKSPACE, kind, id));
  }

  void resume(DestinationId id) throws SQLException {
    execute("delete from pause where id = '%s'".formatted(id));
  }

  /** An operator accepts that the topic of rows was created again: its offsets begin anew. */
  void acceptAnotherLog() throws SQLException {
    try (Connection tx = worker.getConnection()) {
      tx.setAutoCommit(false);
      new RowsLog().accepted(tx, Set.of(Topic.ROWS.topicName()));
      tx.commit();
    }
    offset = 0;
  }

  /** Applies messages as one poll of the loop does, and again where two transactions met. */
  void apply(Message... messages) throws SQLException {
    for (int repeat = 0; ; repeat++) {
      try {
        applyOnce(messages);
        return;
      } catch (SQLException e) {
        if (repeat == 3 || !String.valueOf(e.getSQLState()).startsWith("40")) {
          throw e;
        }
      }
    }
  }

  private void applyOnce(Message... messages) throws SQLException {
    try (Connection tx = worker.getConnection()) {
      tx.setAutoCommit(false);
      applyIn(tx, messages);
      tx.commit();
    }
  }

  /** The same within a transaction that is still open. */
  void applyIn(Connection tx, Message... messages) throws SQLException {
    List<Input> inputs = new ArrayList<>();
    for (Message message : messages) {
      inputs.add(
          new Input(
              new TopicPartition(message.topic().topicName(), 0),
              offset++,
              message.key(),
              message.value(),
              message.headers()));
    }
    desired.apply(tx, new Poll(inputs, Map.of(), null));
  }

  static ProfileState person(ProfileId profile, long version, String email, String name) {
    return person(profile, version, email, name, Map.of());
  }

  static ProfileState person(
      ProfileId profile,
      long version,
      String email,
      String name,
      Map<String, ConsentState> consent) {
    Map<String, JsonNode> traits =
        Map.of("email", TextNode.valueOf(email), "name", TextNode.valueOf(name));
    return ProfileStateBuilder.builder()
        .workspace(WORKSPACE)
        .profile(profile)
        .version(version)
        .identifiers(List.of(new Identifier(Identifier.EMAIL, email)))
        .traits(traits)
        .consent(consent)
        .subscriptions(Map.of())
        .lastGroup(null)
        .firstSeen(Instant.EPOCH)
        .lastSeen(Instant.EPOCH)
        .build();
  }

  Message updated(ProfileState state) {
    return new ProfileMessage.Updated(state, null, List.of())
        .toMessage(headers(ProfileMessage.TYPE));
  }

  Message updated(ProfileState state, AppliedEvent event) {
    return new ProfileMessage.Updated(state, event, List.of())
        .toMessage(headers(ProfileMessage.TYPE));
  }

  Message merged(ProfileId profile, ProfileId into) {
    return new ProfileMessage.Merged(WORKSPACE, profile, 99, into).toMessage(headers());
  }

  Message unmerged(
      ProfileId profile, long version, ProfileId into, List<ProfileId> aliases, String... events) {
    return new ProfileMessage.Unmerged(
            WORKSPACE,
            profile,
            version,
            into,
            aliases,
            Stream.of(events).map(EventId::new).toList())
        .toMessage(headers());
  }

  Message separated(ProfileState state, ProfileId from, long fromVersion) {
    return new ProfileMessage.UnmergedFrom(state, from, fromVersion).toMessage(headers());
  }

  Message member(
      AudienceId audience, ProfileId profile, boolean enters, long sequence, long profileVersion) {
    return MembershipChangeBuilder.builder()
        .workspace(WORKSPACE)
        .audience(audience)
        .audienceVersion(1)
        .profile(profile)
        .change(enters ? MembershipChange.Change.ENTER : MembershipChange.Change.EXIT)
        .reason(MembershipChange.Reason.PROFILE)
        .sequence(sequence)
        .profileVersion(profileVersion)
        .at(Instant.EPOCH)
        .build()
        .toMessage(headers());
  }

  Message decided(ProfileId profile, long version) {
    return new AudiencesDecided(WORKSPACE, profile, version)
        .toMessage(headers(AudiencesDecided.TYPE));
  }

  /** Each of a later run than the one before. */
  Message row(ModelId model, String id, RowChange.Change change, Map<String, JsonNode> columns) {
    return RowChangeBuilder.builder()
        .workspace(WORKSPACE)
        .model(model)
        .modelVersion(1)
        .change(change)
        .key(Map.of("id", TextNode.valueOf(id)))
        .row(columns)
        .columnTimes(Map.of())
        .changed(List.of())
        .hash("")
        .run(new RunId("run_%06d".formatted(runs++)))
        .runStartedAt(Instant.EPOCH)
        .build()
        .toMessage("key", headers(RowChange.TYPE));
  }

  static AppliedEvent event(String id, Map<String, Boolean> consent) {
    return AppliedEventBuilder.builder()
        .eventId(new EventId(id))
        .messageId("message-" + id)
        .source(new SourceId("src_1"))
        .type(CallType.TRACK)
        .name("Order Completed")
        .timestamp(Instant.EPOCH)
        .receivedAt(Instant.EPOCH)
        .userId("user")
        .anonymousId(null)
        .groupId(null)
        .properties(Json.MAPPER.createObjectNode().put("total", 12))
        .context(Json.MAPPER.createObjectNode())
        .integrations(Json.MAPPER.createObjectNode())
        .consent(consent)
        .category(null)
        .previousId(null)
        .others(null)
        .build();
  }

  private MessageHeaders headers() {
    return headers("test");
  }

  private MessageHeaders headers(String type) {
    String id = ids.next(Ids.MESSAGE);
    return new MessageHeaders(id, type, WORKSPACE, id, Instant.now(), null);
  }

  /** The outcomes of a batch that the destination got. */
  List<Outcome> send(LeasedBatch batch) {
    return sender.send(batch.sync(), batch.rows()).outcomes();
  }

  Catalogue catalogue() throws SQLException {
    try (Connection connection = worker.getConnection()) {
      return catalogue.read(connection);
    }
  }

  void change(String sql) throws SQLException {
    execute(sql);
  }

  /**
   * Inserts deliveries without the columns that PostgreSQL computes.
   *
   * @param rows a query of all columns of deliveries
   */
  void insertCopies(String rows) throws SQLException {
    String columns =
        text(
            """
            select string_agg(attname, ', ' order by attnum) from pg_attribute
            where attrelid = 'delivery'::regclass and attnum > 0 and not attisdropped
              and attgenerated = ''\
            """);
    execute("insert into delivery (%1$s) select %1$s from (%2$s) copied".formatted(columns, rows));
  }

  /** How many deliveries stand where. */
  long count(DestinationId destination, String state) throws SQLException {
    return number(
        "select count(*) from delivery where destination = '%s' and state = '%s'"
            .formatted(destination, state));
  }

  /** The deliveries for which the tables of open and of leased ones say something else. */
  List<String> wronglyOpenOrLeased() throws SQLException {
    List<String> wrong = new ArrayList<>();
    try (Connection connection = worker.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                select id from delivery d full join open_delivery o using (id)
                where case
                  when d.state is null or d.state in ('delivered', 'accepted', 'in-flight')
                    then o.state is not null
                  else (o.workspace, o.destination, o.sync, o.lane, o.state, o.not_before)
                    is distinct from
                    (d.workspace, d.destination, d.sync, d.lane, d.state, d.not_before) end
                union all
                select id from delivery d full join leased_delivery l using (id)
                where coalesce(d.state, '') = 'in-flight' and l.lease_until is distinct from d.lease_until
                  or coalesce(d.state, '') <> 'in-flight' and l.lease_until is not null\
                """);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        wrong.add(rows.getString(1));
      }
    }
    return wrong;
  }

  /** How many deliveries are in progress that do not wait for an unmerge. */
  long busy() throws SQLException {
    long busy = 0;
    try (Connection connection = worker.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select d.owner, exists (select from separation s where not s.complete) as waits,
                  d.person_ref is not null as of_row
                from delivery d where d.state in ('pending', 'in-flight', 'submitted', 'retrying')\
                """)) {
      while (rows.next()) {
        boolean waits = rows.getBoolean("waits");
        String owner = rows.getString("owner");
        if (!waits || !rows.getBoolean("of_row") && !isInUnmerge(owner)) {
          busy++;
        }
      }
    }
    return busy;
  }

  private boolean isInUnmerge(@Nullable String owner) throws SQLException {
    return owner != null
        && number(
                "select count(*) from separation where not complete and '%s' in (profile, from_profile)"
                    .formatted(current(new ProfileId(owner))))
            > 0;
  }

  /** The profile that an id belongs to now. */
  ProfileId current(ProfileId id) throws SQLException {
    ProfileRef ref = new ProfileRef(WORKSPACE, id);
    try (Connection connection = worker.getConnection()) {
      return new PostgresProfileReplica(connection).current(List.of(ref)).getOrDefault(ref, id);
    }
  }

  long number(String sql) throws SQLException {
    return Long.parseLong(text(sql));
  }

  /** The first column of the first row; empty if there is none. */
  String text(String sql) throws SQLException {
    try (Connection connection = worker.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      return rows.next() ? rows.getString(1) : "";
    }
  }

  /** The destination speaks with nobody over the wire; it answers questions about its jobs. */
  static final class NoWay implements Transport {
    private final FakeDestination fake;

    NoWay(FakeDestination fake) {
      this.fake = fake;
    }

    @Override
    public Answer send(Request request, Duration timeout) throws EgressFailure {
      return fake.answered(request);
    }

    @Override
    public InetAddress checked(String host, int port) throws EgressFailure {
      throw new EgressFailure(EgressFailure.Reach.NOT_SENT, "No network in this test");
    }

    @Override
    public void requireEncryption(URI uri) {}
  }
}
