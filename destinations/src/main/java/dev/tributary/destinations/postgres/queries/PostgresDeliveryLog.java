package dev.tributary.destinations.postgres.queries;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.CountedRefusal;
import dev.tributary.destinations.connector.Egress.Exchange;
import dev.tributary.destinations.deliveries.DeliveryAttempt;
import dev.tributary.destinations.deliveries.DeliveryCause;
import dev.tributary.destinations.deliveries.DeliveryCauseBuilder;
import dev.tributary.destinations.deliveries.DeliveryFilter;
import dev.tributary.destinations.deliveries.DeliveryLog;
import dev.tributary.destinations.deliveries.DeliveryRow;
import dev.tributary.destinations.deliveries.DeliveryRowBuilder;
import dev.tributary.destinations.deliveries.StuckDeliveries;
import dev.tributary.destinations.ledger.DeliveryOrder;
import dev.tributary.destinations.ledger.Presence;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.postgres.AttemptIds;
import dev.tributary.destinations.postgres.PostgresLedger;
import dev.tributary.destinations.postgres.RequestedProfiles;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The deliveries of the ledger, for users. Thread-safe. */
public final class PostgresDeliveryLog implements DeliveryLog, StuckDeliveries {
  /** The states of stuck deliveries, which a user may want to see or send again. */
  private static final List<String> STUCK =
      List.of("rejected", "dead", "uncertain", "withheld", "retrying");

  /** The table of deliveries has no index with their states. The search is open for conditions. */
  private static final String AMONG_STUCK =
      " and id in (select o.id from open_delivery o"
          + " where o.workspace = :workspace and o.state in (<stuck>)";

  private static final String RETRYABLE =
      " where workspace = :workspace and state in (<stuck>) and not_before < 'infinity'";

  private static final String COLUMNS =
      """
      id, destination, sync, object, record_key, is_event, event_name, owner, parent, version,
      delivered_version, delivered_hash, confirmed, vendor_id, delivered_at, state, reason, field, words,
      attempt, attempts, attempt_ids, first_attempt_at, nullif(not_before, 'infinity') as not_before, hash,
      root_event, root_received_at, desired_at, changed_at, changed_hour_at,
      (select p.record_key from delivery p where p.id = delivery.parent) as parent_key\
      """;

  private final RequestDatabase database;

  public PostgresDeliveryLog(RequestDatabase database) {
    this.database = database;
  }

  @Override
  public List<DeliveryRow> list(
      WorkspaceId workspace,
      DeliveryFilter filter,
      DeliveryOrder order,
      @Nullable String cursor,
      int limit) {
    DeliveryPlace place = new DeliveryPlace(order, cursor);
    Map<String, Object> placeBindings = place.bindings();
    return database.inWorkspace(
        workspace,
        tx -> {
          Map<String, Object> bound = FilterSql.bound(tx, workspace, FilterSql.bindings(filter));
          List<DeliveryRow> found = new ArrayList<>();
          for (String part : place.parts()) {
            if (found.size() <= limit) {
              tx.createQuery(
                      "select "
                          + COLUMNS
                          + " from delivery where workspace = :workspace"
                          + FilterSql.where(filter)
                          + part
                          + " limit :limit")
                  .bind("workspace", workspace.value())
                  .bindMap(bound)
                  .bindMap(placeBindings)
                  .bind("limit", limit + 1 - found.size())
                  .map((rows, context) -> row(rows))
                  .forEach(found::add);
            }
          }
          return found;
        });
  }

  @Override
  public String cursor(DeliveryOrder order, DeliveryRow last) {
    return DeliveryPlace.after(order, last);
  }

  @Override
  public Optional<ProfileId> survivor(WorkspaceId workspace, ProfileId profile) {
    return database.inWorkspace(
        workspace,
        tx ->
            Optional.of(RequestedProfiles.current(tx, workspace, profile))
                .filter(current -> !current.equals(profile)));
  }

  @Override
  public Optional<DeliveryRow> find(WorkspaceId workspace, String id) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    "select "
                        + COLUMNS
                        + " from delivery where workspace = :workspace and id = :id")
                .bind("workspace", workspace.value())
                .bind("id", id)
                .map((rows, context) -> row(rows))
                .findFirst());
  }

  @Override
  public List<DeliveryRow> find(WorkspaceId workspace, Collection<String> ids) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    "select "
                        + COLUMNS
                        + " from delivery where workspace = :workspace and id = any(:ids)")
                .bind("workspace", workspace.value())
                .bindArray("ids", String.class, ids)
                .map((rows, context) -> row(rows))
                .list());
  }

  @Override
  public List<DeliveryAttempt> attempts(WorkspaceId workspace, List<String> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    "select id, started_at, ended_at, outcome, deliveries, refusals, exchanges from"
                        + " attempt where workspace = :workspace and id in (<ids>) order by id")
                .bind("workspace", workspace.value())
                .bindList("ids", ids)
                .map((rows, context) -> attempt(rows))
                .list());
  }

  private static DeliveryAttempt attempt(ResultSet row) throws SQLException {
    byte[] refusals = row.getBytes("refusals");
    byte[] exchanges = row.getBytes("exchanges");
    try {
      return new DeliveryAttempt(
          row.getString("id"),
          row.getTimestamp("started_at").toInstant(),
          instant(row, "ended_at"),
          row.getString("outcome"),
          row.getInt("deliveries"),
          refusals == null
              ? List.of()
              : List.of(Json.MAPPER.readValue(refusals, CountedRefusal[].class)),
          exchanges == null
              ? List.of()
              : List.of(Json.MAPPER.readValue(exchanges, Exchange[].class)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<DeliveryCause> causes(WorkspaceId workspace, DeliveryFilter filter) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    "select destination, sync, state, reason, field, max(words) as example,"
                        + " count(*) as count, min(changed_at) as oldest, max(changed_at) as newest"
                        + " from delivery"
                        + " where workspace = :workspace and state in (<stuck>)"
                        + stuck(filter)
                        + " group by destination, sync, state, reason, field"
                        + " order by count desc, newest desc limit 10000")
                .bind("workspace", workspace.value())
                .bindMap(FilterSql.bound(tx, workspace, FilterSql.bindings(filter)))
                .bindList("stuck", STUCK)
                .map((rows, context) ->
                    DeliveryCauseBuilder.builder()
                        .destination(new DestinationId(rows.getString("destination")))
                        .sync(new SyncId(rows.getString("sync")))
                        .state(rows.getString("state"))
                        .reason(rows.getString("reason"))
                        .field(rows.getString("field"))
                        .example(rows.getString("example"))
                        .count(rows.getLong("count"))
                        .oldest(rows.getTimestamp("oldest").toInstant())
                        .newest(rows.getTimestamp("newest").toInstant())
                        .build())
                .list());
  }

  @Override
  public boolean retry(WorkspaceId workspace, String id) {
    return !again(workspace, AMONG_STUCK + ") and id = :id", Map.of("id", id)).isEmpty();
  }

  @Override
  public Map<SyncId, Integer> retry(WorkspaceId workspace, DeliveryFilter filter) {
    return again(workspace, stuck(filter), FilterSql.bindings(filter));
  }

  /** The conditions of a filter, with a search for stuck deliveries that reads no others. */
  private static String stuck(DeliveryFilter filter) {
    return (FilterSql.isDecidedByUsers(filter) ? "" : AMONG_STUCK + FilterSql.ofSync(filter) + ")")
        + FilterSql.where(filter);
  }

  @Override
  public Map<SyncId, Integer> retryable(WorkspaceId workspace, DeliveryFilter filter) {
    return database.inWorkspace(
        workspace,
        tx -> {
          return FilterSql.bySync(
              tx.createQuery(
                      "select sync, count(*) from delivery"
                          + RETRYABLE
                          + stuck(filter)
                          + " group by sync")
                  .bind("workspace", workspace.value())
                  .bindMap(FilterSql.bound(tx, workspace, FilterSql.bindings(filter)))
                  .bindList("stuck", STUCK));
        });
  }

  @Override
  public int retryForRun(WorkspaceId workspace, SyncId sync, boolean uncertainToo) {
    String uncertain = uncertainToo ? "" : " and state <> 'uncertain'";
    return again(
            workspace,
            AMONG_STUCK
                + " and o.sync = :sync) and sync = :sync and state <> 'withheld'"
                + uncertain,
            Map.of("sync", sync.value()))
        .getOrDefault(sync, 0);
  }

  /**
   * Changes some thousand deliveries at a time. A statement keeps its rows for the triggers that
   * count deliveries.
   *
   * @return how many, by sync
   */
  private Map<SyncId, Integer> again(WorkspaceId workspace, String where, Map<String, ?> bindings) {
    return database.inWorkspace(
        workspace,
        tx -> {
          RequestDatabase.withoutDeadline(tx);
          String stuck = RETRYABLE + where;
          Map<String, Object> bound = FilterSql.bound(tx, workspace, bindings);
          bound.put("workspace", workspace.value());
          Set<DestinationId> destinations = new HashSet<>();
          Map<SyncId, Integer> changed = new HashMap<>();
          DeliveryBatches.change(
              tx.createQuery("select id from delivery" + stuck)
                  .bindMap(bound)
                  .bindList("stuck", STUCK),
              ids -> {
                List<Again> batch = again(tx, stuck, bound, ids);
                batch.forEach(each -> {
                  destinations.add(each.destination());
                  changed.merge(each.sync(), 1, Integer::sum);
                });
                return batch.size();
              });
          destinations.forEach(destination -> wake(tx, destination));
          return changed;
        });
  }

  /** A delivery that is pending again. */
  private record Again(DestinationId destination, SyncId sync) {}

  private static List<Again> again(
      Handle tx, String stuck, Map<String, Object> bound, List<String> ids) {
    return tx.createQuery(
            "with again as (update delivery set state = 'pending', attempt = 0,"
                + " first_attempt_at = null, batch = null,"
                + " not_before = greatest(clock_timestamp(), settles_at),"
                + " changed_at = clock_timestamp(),"
                + " changed_hour_at = date_trunc('hour', clock_timestamp(), 'UTC')"
                + stuck
                + " and id = any(:ids) returning destination, sync) select destination, sync from"
                + " again")
        .bindMap(bound)
        .bindList("stuck", STUCK)
        .bindArray("ids", String.class, ids)
        .map((rows, context) ->
            new Again(new DestinationId(rows.getString(1)), new SyncId(rows.getString(2))))
        .list();
  }

  static void wake(Handle tx, DestinationId destination) {
    tx.createQuery("select pg_notify(:channel, :destination)::text")
        .bind("channel", PostgresLedger.CHANNEL)
        .bind("destination", destination.value())
        .mapTo(String.class)
        .findFirst();
  }

  private static DeliveryRow row(ResultSet row) throws SQLException {
    String owner = row.getString("owner");
    long delivered = row.getLong("delivered_version");
    Long deliveredVersion = row.wasNull() ? null : delivered;
    Array older = row.getArray("attempts");
    List<String> attempts =
        new ArrayList<>(older == null ? List.of() : List.of((String[]) older.getArray()));
    attempts.addAll(AttemptIds.read(row.getBytes("attempt_ids")));
    String key = row.getString("record_key");
    String parentKey = row.getString("parent_key");
    return DeliveryRowBuilder.builder()
        .id(row.getString("id"))
        .destination(new DestinationId(row.getString("destination")))
        .sync(new SyncId(row.getString("sync")))
        .object(row.getString("object"))
        .record(row.getBoolean("is_event") ? eventId(key) : parentKey == null ? key : parentKey)
        .eventName(row.getString("event_name"))
        .profile(owner != null && owner.startsWith(Ids.PROFILE) ? new ProfileId(owner) : null)
        .parent(row.getString("parent"))
        .removal(row.getString("hash").equals("absent"))
        .version(row.getLong("version"))
        .deliveredVersion(deliveredVersion)
        .presence(
            Presence.of(
                row.getString("delivered_hash"),
                row.getBoolean("confirmed"),
                State.named(row.getString("state"))))
        .confirmed(row.getBoolean("confirmed"))
        .vendorId(row.getString("vendor_id"))
        .deliveredAt(instant(row, "delivered_at"))
        .state(State.named(row.getString("state")))
        .reason(row.getString("reason"))
        .field(row.getString("field"))
        .words(row.getString("words"))
        .attempt(row.getInt("attempt"))
        .attempts(attempts)
        .firstAttemptAt(instant(row, "first_attempt_at"))
        .notBefore(instant(row, "not_before"))
        .rootEvent(row.getString("root_event"))
        .rootReceivedAt(row.getTimestamp("root_received_at").toInstant())
        .desiredAt(row.getTimestamp("desired_at").toInstant())
        .changedAt(row.getTimestamp("changed_at").toInstant())
        .changedHour(instant(row, "changed_hour_at"))
        .build();
  }

  private static String eventId(String key) {
    return key.substring(0, key.indexOf('/'));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }
}
