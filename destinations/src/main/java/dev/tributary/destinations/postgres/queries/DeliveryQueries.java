package dev.tributary.destinations.postgres.queries;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.CountedRefusal;
import dev.tributary.destinations.connector.Egress.Exchange;
import dev.tributary.destinations.ledger.DeliveryOrder;
import dev.tributary.destinations.ledger.Presence;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.postgres.PostgresLedger;
import dev.tributary.destinations.postgres.RequestedProfiles;
import dev.tributary.runtime.postgres.RequestDatabase;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads the ledger for users, and sends deliveries again at their request. Thread-safe. */
public final class DeliveryQueries {
  /** The states of stuck deliveries, which a user may want to see or send again. */
  private static final List<String> STUCK =
      List.of("rejected", "dead", "uncertain", "withheld", "retrying");

  private static final String COLUMNS =
      """
      id, destination, sync, object, record_key, is_event, event_name, owner, parent, version,
      delivered_version, delivered_hash, confirmed, vendor_id, delivered_at, state, reason, field, words,
      attempt, attempts, first_attempt_at, nullif(not_before, 'infinity') as not_before, hash,
      root_event, root_received_at, desired_at, changed_at, changed_hour_at,
      (select p.record_key from delivery p where p.id = delivery.parent) as parent_key\
      """;

  /** The table of deliveries has no index with their states. */
  private static final String AMONG_STUCK =
      " and id in (select o.id from open_delivery o"
          + " where o.workspace = :workspace and o.state in (<stuck>))";

  private static final Map<String, String> AMONG_STATE =
      Map.of(
          "delivered", "",
          "accepted", "",
          "in-flight", " and id in (select l.id from leased_delivery l)");

  private static final Map<String, String> CONDITIONS =
      Map.of(
          "destination", " and destination = :destination",
          "sync", " and sync = :sync",
          "among", " and sync = any(:among)",
          "state", " and state = :state",
          "reason", " and reason = :reason",
          "field", " and field = :field",
          "event", " and root_event = :event",
          "profile", " and owner = any(:profile)");

  private final RequestDatabase database;

  public DeliveryQueries(RequestDatabase database) {
    this.database = database;
  }

  /**
   * A row of the ledger.
   *
   * @param record the match value, of a membership that of its member; personal data
   * @param eventName the name of the event; null for other records and for old events
   * @param presence whether the destination has the record
   * @param confirmed whether the destination confirmed the delivered version; false if it only
   *     received it
   * @param words the vendor's text; may contain personal data
   * @param changedHour the hour of {@code changedAt}; null if the last change was before version 40
   *     of the schema
   */
  @RecordBuilder
  public record Row(
      String id,
      DestinationId destination,
      SyncId sync,
      String object,
      String record,
      @Nullable String eventName,
      @Nullable ProfileId profile,
      @Nullable String parent,
      boolean removal,
      long version,
      @Nullable Long deliveredVersion,
      Presence presence,
      boolean confirmed,
      @Nullable String vendorId,
      @Nullable Instant deliveredAt,
      State state,
      @Nullable String reason,
      @Nullable String field,
      @Nullable String words,
      int attempt,
      List<String> attempts,
      @Nullable Instant firstAttemptAt,
      @Nullable Instant notBefore,
      String rootEvent,
      Instant rootReceivedAt,
      Instant desiredAt,
      Instant changedAt,
      @Nullable Instant changedHour) {}

  /**
   * The conditions of a search; null accepts everything.
   *
   * @param event the event that caused the current desired content
   * @param among the only syncs whose deliveries are found
   */
  public record Filter(
      @Nullable DestinationId destination,
      @Nullable SyncId sync,
      @Nullable ProfileId profile,
      @Nullable String state,
      @Nullable String reason,
      @Nullable String field,
      @Nullable String event,
      @Nullable List<SyncId> among) {
    /** The filter for the causes of all deliveries of its syncs. */
    public Filter ofSyncs() {
      return new Filter(destination, sync, null, null, null, null, null, among);
    }

    /** Whether this filter, which names no person and no event, finds deliveries with the cause. */
    public boolean finds(Cause cause) {
      return (destination == null || destination.equals(cause.destination()))
          && (sync == null || sync.equals(cause.sync()))
          && (state == null || state.equals(cause.state()))
          && (reason == null || reason.equals(cause.reason()))
          && (field == null || field.equals(cause.field()));
    }

    private String where() {
      StringBuilder where = new StringBuilder();
      bindings().forEach((name, value) -> where.append(CONDITIONS.get(name)));
      if (state != null) {
        where.append(
            AMONG_STATE.getOrDefault(
                state,
                " and id in (select o.id from open_delivery o"
                    + " where o.workspace = :workspace and o.state = :state)"));
      }
      return where.toString();
    }

    /** With the id of the profile, in place of all ids that it has. */
    private Map<String, Object> bindings() {
      Map<String, Object> all = new TreeMap<>();
      put(all, "destination", destination == null ? null : destination.value());
      put(all, "sync", sync == null ? null : sync.value());
      put(all, "state", state);
      put(all, "reason", reason);
      put(all, "field", field);
      put(all, "event", event);
      put(all, "profile", profile);
      put(
          all,
          "among",
          among == null ? null : among.stream().map(SyncId::value).toArray(String[]::new));
      return all;
    }

    private static void put(Map<String, Object> all, String name, @Nullable Object value) {
      if (value != null) {
        all.put(name, value);
      }
    }
  }

  /** Newest first in this order; one more than the limit where there are more. */
  public List<Row> list(
      WorkspaceId workspace,
      Filter filter,
      DeliveryOrder order,
      @Nullable String cursor,
      int limit) {
    DeliveryPlace place = new DeliveryPlace(order, cursor);
    Map<String, Object> placeBindings = place.bindings();
    return database.inWorkspace(
        workspace,
        tx -> {
          Map<String, Object> bound = bound(tx, workspace, filter.bindings());
          List<Row> found = new ArrayList<>();
          for (String part : place.parts()) {
            if (found.size() <= limit) {
              tx.createQuery(
                      "select "
                          + COLUMNS
                          + " from delivery where workspace = :workspace"
                          + filter.where()
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

  /** The cursor of a page that ends with this row. */
  public static String cursor(DeliveryOrder order, Row last) {
    return DeliveryPlace.after(order, last);
  }

  /** The profile that a merged profile belongs to now; empty for a profile that was not merged. */
  public Optional<ProfileId> survivor(WorkspaceId workspace, ProfileId profile) {
    return database.inWorkspace(
        workspace,
        tx ->
            Optional.of(RequestedProfiles.current(tx, workspace, profile))
                .filter(current -> !current.equals(profile)));
  }

  public Optional<Row> find(WorkspaceId workspace, String id) {
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

  /**
   * One attempt of a delivery.
   *
   * @param deliveries how many deliveries were sent together
   * @param refusals those that the vendor reported only as a number, by reason
   */
  public record Attempt(
      String id,
      Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable String outcome,
      int deliveries,
      List<CountedRefusal> refusals,
      List<Exchange> exchanges) {}

  /** The stored attempts, oldest first. */
  public List<Attempt> attempts(WorkspaceId workspace, List<String> ids) {
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

  private static Attempt attempt(ResultSet row) throws SQLException {
    byte[] refusals = row.getBytes("refusals");
    byte[] exchanges = row.getBytes("exchanges");
    try {
      return new Attempt(
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

  /** A cause of stuck deliveries, the most frequent first. */
  @RecordBuilder
  public record Cause(
      DestinationId destination,
      SyncId sync,
      String state,
      @Nullable String reason,
      @Nullable String field,
      @Nullable String example,
      long count,
      Instant oldest,
      Instant newest) {}

  /** The most frequent first; all of them, unless vendors name thousands of fields. */
  public List<Cause> causes(WorkspaceId workspace, Filter filter) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    "select destination, sync, state, reason, field, max(words) as example,"
                        + " count(*) as count, min(changed_at) as oldest, max(changed_at) as newest"
                        + " from delivery"
                        + " where workspace = :workspace and state in (<stuck>)"
                        + AMONG_STUCK
                        + filter.where()
                        + " group by destination, sync, state, reason, field"
                        + " order by count desc, newest desc limit 10000")
                .bind("workspace", workspace.value())
                .bindMap(bound(tx, workspace, filter.bindings()))
                .bindList("stuck", STUCK)
                .map((rows, context) ->
                    DeliveryQueriesCauseBuilder.builder()
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

  /** Makes a stuck delivery pending again; false if it is not stuck. */
  public boolean retry(WorkspaceId workspace, String id) {
    return !again(workspace, " and id = :id", Map.of("id", id)).isEmpty();
  }

  /**
   * Makes all stuck deliveries that match pending again.
   *
   * @return how many, by sync
   */
  public Map<SyncId, Integer> retry(WorkspaceId workspace, Filter filter) {
    return again(workspace, filter.where(), filter.bindings());
  }

  /**
   * Makes stuck deliveries of a sync pending again for a new run, except withheld ones.
   *
   * @param uncertainToo whether this includes deliveries that may have arrived already
   */
  public int retryForRun(WorkspaceId workspace, SyncId sync, boolean uncertainToo) {
    String uncertain = uncertainToo ? "" : " and state <> 'uncertain'";
    return again(
            workspace,
            " and sync = :sync and state <> 'withheld'" + uncertain,
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
          String stuck =
              " where workspace = :workspace and state in (<stuck>) and not_before < 'infinity'"
                  + AMONG_STUCK
                  + where;
          Map<String, Object> bound = bound(tx, workspace, bindings);
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
                + " first_attempt_at = null, not_before = clock_timestamp(), batch = null,"
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

  /** A delivery belongs to the id that the person had when the delivery was made. */
  private static Map<String, Object> bound(
      Handle tx, WorkspaceId workspace, Map<String, ?> bindings) {
    Map<String, Object> bound = new TreeMap<>(bindings);
    if (bound.get("profile") instanceof ProfileId profile) {
      bound.put("profile", ProfileId.values(RequestedProfiles.ids(tx, workspace, profile)));
    }
    return bound;
  }

  static void wake(Handle tx, DestinationId destination) {
    tx.createQuery("select pg_notify(:channel, :destination)::text")
        .bind("channel", PostgresLedger.CHANNEL)
        .bind("destination", destination.value())
        .mapTo(String.class)
        .findFirst();
  }

  private static Row row(ResultSet row) throws SQLException {
    String owner = row.getString("owner");
    long delivered = row.getLong("delivered_version");
    Long deliveredVersion = row.wasNull() ? null : delivered;
    Array attempts = row.getArray("attempts");
    String key = row.getString("record_key");
    String parentKey = row.getString("parent_key");
    return DeliveryQueriesRowBuilder.builder()
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
        .attempts(new ArrayList<>(List.of((String[]) attempts.getArray())))
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
