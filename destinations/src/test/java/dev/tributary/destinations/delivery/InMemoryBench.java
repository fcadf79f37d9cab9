package dev.tributary.destinations.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.account.Accounts;
import dev.tributary.destinations.account.NoAccounts;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.desired.Consent;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.ledger.Content;
import dev.tributary.destinations.ledger.Delivery;
import dev.tributary.destinations.ledger.DesiredRecord;
import dev.tributary.destinations.ledger.EventDelivery;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.ledger.RecordKey;
import dev.tributary.destinations.protocol.Places;
import dev.tributary.destinations.protocol.Sessions;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.CatalogueSyncBuilder;
import dev.tributary.destinations.sync.PauseTarget;
import dev.tributary.destinations.sync.SyncSource;
import dev.tributary.destinations.sync.SyncSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A ledger in memory with its definitions. Thread-safe. */
final class InMemoryBench implements DeliveryStoreContract.TestLedger {
  private final FakeDestination connector;
  private final MovedClock clock;
  private final Map<DestinationId, Catalogue.Destination> destinations = new ConcurrentHashMap<>();
  private final Map<SyncId, Catalogue.Sync> syncs = new ConcurrentHashMap<>();
  private final Map<String, Consent> answers = new ConcurrentHashMap<>();
  final InMemoryLedger ledger;

  /** Decrypts the secrets of destinations. */
  volatile Targets.SecretOpener secrets = (workspace, to, name, origin, sealed) -> sealed;

  InMemoryBench(FakeDestination connector, MovedClock clock) {
    this.connector = connector;
    this.clock = clock;
    this.ledger = new InMemoryLedger(this::catalogue, this::withheld, clock);
  }

  private Optional<String> withheld(
      Catalogue.Destination destination, @Nullable String owner, Consent own) {
    Consent person = owner == null ? Consent.UNKNOWN : answers.getOrDefault(owner, Consent.UNKNOWN);
    return person.and(own).withheldFor(destination.spec().purposes(), _ -> true);
  }

  @Override
  public DestinationId destination(DestinationSpec spec) {
    DestinationId id = new DestinationId("dst_" + destinations.size());
    destinations.put(
        id, new Catalogue.Destination(Bench.WORKSPACE, id, id.value(), 1, spec, connector));
    return id;
  }

  @Override
  public SyncId sync(SyncSpec spec) {
    SyncId id = new SyncId("syn_" + syncs.size());
    Catalogue.Destination destination =
        Objects.requireNonNull(destinations.get(spec.destination()));
    syncs.put(
        id,
        Objects.requireNonNull(
            Catalogue.Sync.bound(Bench.WORKSPACE, id, id.value(), 1, spec, destination)));
    return id;
  }

  /**
   * A sync of all events to a new destination.
   *
   * @param settings of the destination
   */
  Catalogue.Sync events(ObjectNode settings, Map<String, String> secrets) {
    DestinationSpec spec =
        new DestinationSpec(
            FakeDestination.ID, settings, secrets, List.of(Bench.PURPOSE), null, null);
    return events(destination(spec));
  }

  /** A sync of all events to the destination. */
  Catalogue.Sync events(DestinationId destination) {
    SyncId id =
        sync(
            new SyncSpec(
                destination,
                new SyncSource.Events(List.of()),
                "events",
                null,
                List.of(),
                Mode.APPEND,
                Json.MAPPER.createObjectNode(),
                null));
    return catalogue().sync(id).orElseThrow();
  }

  /**
   * An event of the sync.
   *
   * @param key its value
   */
  static EventDelivery event(Catalogue.Sync sync, String key) {
    return new EventDelivery(
        new RecordKey(Bench.WORKSPACE, sync.destination().id(), sync.space(), key),
        "Order Completed",
        sync.id(),
        "events",
        PEOPLE.getFirst(),
        Content.json(sync.id(), Map.of("total", 1), List.of()),
        null,
        new DesiredRecord.Origin("evt_0", Instant.EPOCH, "test"));
  }

  /** A user changes the destination: it and its syncs have its next version. */
  void change(DestinationId id) {
    Catalogue.Destination former = Objects.requireNonNull(destinations.get(id));
    Catalogue.Destination next =
        new Catalogue.Destination(
            former.workspace(),
            id,
            former.name(),
            former.version() + 1,
            former.spec(),
            former.connector());
    destinations.put(id, next);
    syncs.replaceAll((_, sync) -> CatalogueSyncBuilder.builder(sync).destination(next).build());
  }

  @Override
  public void delete(SyncId sync) {
    syncs.remove(sync);
  }

  @Override
  public Catalogue catalogue() {
    return new Catalogue(Map.copyOf(destinations), Map.copyOf(syncs), Map.of(), Set.of());
  }

  @Override
  public DeliveryStore store() {
    return ledger;
  }

  @Override
  public void desire(List<DesiredRecord> desired) {
    ledger.change(
        desired.stream().map(DesiredRecord::key).toList(),
        desired.stream().flatMap(InMemoryBench::owners).collect(Collectors.toSet()),
        batch -> desired.forEach(each -> batch.apply(each, owners(each).toList())));
  }

  static Stream<String> owners(DesiredRecord desired) {
    return Stream.ofNullable(desired.owner());
  }

  @Override
  public void append(List<EventDelivery> events, Priority lane) {
    ledger.append(events, lane);
  }

  @Override
  public void answer(ProfileId person, Consent consent) {
    answers.put(person.value(), consent);
    ledger.reconsider(person.value());
  }

  @Override
  public void resume(PauseTarget target, DestinationId of) {
    ledger.resume(target, of);
  }

  @Override
  public void pass(Duration time) {
    clock.move(time);
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public @Nullable Delivery find(RecordKey key) {
    return ledger.deliveries().stream()
        .filter(row -> row.key().equals(key))
        .findFirst()
        .orElse(null);
  }

  @Override
  public @Nullable String reason(String id) {
    return ledger.reason(id);
  }

  /**
   * Starts an engine that sends to the connector.
   *
   * @param deliveries this ledger, or a store that forwards to it
   * @param clock of the engine
   */
  DeliveryEngine engine(DeliveryStore deliveries, Clock clock) {
    KeyHash hash = new KeyHash(new byte[16]);
    BatchSender sender =
        new BatchSender(
            new Targets(
                (workspace, to, name, origin, sealed) ->
                    secrets.open(workspace, to, name, origin, sealed),
                hash),
            new Bench.NoWay(connector),
            new Unlimited(),
            (remembering, account) -> Places.NONE,
            new Accounts(new NoAccounts(), hash, clock),
            Sessions.NONE,
            clock,
            Egress.TIMEOUT);
    DeliveryEngine engine =
        new DeliveryEngine(
            deliveries,
            sender,
            this::catalogue,
            clock,
            Bench.pauses(),
            Duration.ofMillis(50),
            RowsInFlight.ofHeap());
    engine.start();
    return engine;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
