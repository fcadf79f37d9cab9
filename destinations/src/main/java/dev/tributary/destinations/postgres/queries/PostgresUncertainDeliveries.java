package dev.tributary.destinations.postgres.queries;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.delivery.DeliveryOutcomeBuilder;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.deliveries.DeliveryFilter;
import dev.tributary.destinations.deliveries.UncertainDeliveries;
import dev.tributary.destinations.ledger.RecordKey;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.postgres.FormerKeys;
import dev.tributary.destinations.postgres.delivery.LeftMatchValues;
import dev.tributary.destinations.postgres.delivery.OutcomeOutbox;
import dev.tributary.runtime.postgres.RequestDatabase;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Changes uncertain deliveries of the ledger for users. Thread-safe. */
public final class PostgresUncertainDeliveries implements UncertainDeliveries {
  /** The table of deliveries has no index with their states. The search is open for conditions. */
  private static final String UNCERTAIN =
      " where workspace = :workspace and state = 'uncertain' and id in (select o.id from"
          + " open_delivery o where o.workspace = :workspace and o.state = 'uncertain'";

  private final RequestDatabase database;
  private final Clock clock;

  public PostgresUncertainDeliveries(RequestDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public boolean arrived(WorkspaceId workspace, String id) {
    return !arrived(workspace, ") and id = :id", Map.of("id", id)).isEmpty();
  }

  @Override
  public boolean arrived(
      WorkspaceId workspace, String id, long version, @Nullable String vendorId) {
    return arrived(
        workspace, id, " and version = :version", Map.of("id", id, "version", version), vendorId);
  }

  @Override
  public boolean arrived(
      WorkspaceId workspace, String id, long version, Instant since, @Nullable String vendorId) {
    return arrived(
        workspace,
        id,
        " and version = :version and changed_at = :since",
        Map.of("id", id, "version", version, "since", since),
        vendorId);
  }

  private boolean arrived(
      WorkspaceId workspace,
      String id,
      String where,
      Map<String, ?> bindings,
      @Nullable String vendorId) {
    return database.inWorkspace(
        workspace,
        tx -> {
          boolean arrived = !arrived(tx, workspace, ") and id = :id" + where, bindings).isEmpty();
          if (arrived && vendorId != null) {
            name(tx, workspace, id, vendorId);
          }
          return arrived;
        });
  }

  /** The memberships of the record have waited for its id. */
  private static void name(Handle tx, WorkspaceId workspace, String id, String vendorId) {
    tx.createUpdate(
            "update delivery set vendor_id = coalesce(vendor_id, :vendor) where workspace ="
                + " :workspace and id = :id")
        .bind("vendor", vendorId)
        .bind("workspace", workspace.value())
        .bind("id", id)
        .execute();
    int released =
        tx.createUpdate(
                "update delivery set not_before = clock_timestamp(), state = 'pending', reason ="
                    + " null, words = null where workspace = :workspace and parent = :id and"
                    + " not_before = 'infinity' and state in ('pending', 'withheld')")
            .bind("workspace", workspace.value())
            .bind("id", id)
            .execute();
    if (released > 0) {
      tx.createQuery("select destination from delivery where workspace = :workspace and id = :id")
          .bind("workspace", workspace.value())
          .bind("id", id)
          .mapTo(String.class)
          .findFirst()
          .ifPresent(destination -> PostgresDeliveryLog.wake(tx, new DestinationId(destination)));
    }
  }

  @Override
  public Map<SyncId, Integer> arrived(WorkspaceId workspace, DeliveryFilter filter) {
    return arrived(workspace, search(filter), FilterSql.bindings(filter));
  }

  /** Ends the search of {@link #UNCERTAIN}. */
  private static String search(DeliveryFilter filter) {
    return FilterSql.ofSync(filter) + ")" + FilterSql.where(filter);
  }

  @Override
  public Map<SyncId, Integer> count(WorkspaceId workspace, DeliveryFilter filter) {
    return database.inWorkspace(
        workspace,
        tx -> {
          return FilterSql.bySync(
              tx.createQuery(
                      "select sync, count(*) from delivery"
                          + UNCERTAIN
                          + search(filter)
                          + " group by sync")
                  .bind("workspace", workspace.value())
                  .bindMap(FilterSql.bound(tx, workspace, FilterSql.bindings(filter))));
        });
  }

  private Map<SyncId, Integer> arrived(
      WorkspaceId workspace, String where, Map<String, ?> bindings) {
    return database.inWorkspace(workspace, tx -> arrived(tx, workspace, where, bindings));
  }

  private Map<SyncId, Integer> arrived(
      Handle tx, WorkspaceId workspace, String where, Map<String, ?> bindings) {
    RequestDatabase.withoutDeadline(tx);
    Map<String, Object> bound = new TreeMap<>(FilterSql.bound(tx, workspace, bindings));
    bound.put("workspace", workspace.value());
    Map<SyncId, Integer> changed = new HashMap<>();
    Set<DestinationId> due = new HashSet<>();
    DeliveryBatches.change(
        tx.createQuery("select id from delivery" + UNCERTAIN + where).bindMap(bound),
        ids -> {
          List<Arrived> batch = arrived(tx, UNCERTAIN + where, bound, ids);
          batch.forEach(each -> changed.merge(each.sync(), 1, Integer::sum));
          follow(tx, workspace, batch, due);
          return batch.size();
        });
    due.forEach(destination -> PostgresDeliveryLog.wake(tx, destination));
    return changed;
  }

  /**
   * A delivery that has arrived.
   *
   * @param left the other match values by which the destination knew the record before, or may have
   * @param owner the profile or the row that the record belongs to; null if there is none
   */
  @RecordBuilder
  record Arrived(
      String id,
      RecordKey key,
      SyncId sync,
      List<String> left,
      @Nullable String owner,
      int attempt,
      String rootEvent,
      Instant rootReceivedAt,
      @Nullable String cause) {}

  /**
   * A state cannot be uncertain while the desired content differs from the content that was sent,
   * so the hashes of single fields are not needed.
   */
  private static List<Arrived> arrived(
      Handle tx, String uncertain, Map<String, Object> bound, List<String> ids) {
    return tx.createQuery(
            """
            with before as (
              select id, delivered_as, former_keys from delivery
            """
                + uncertain
                + """
                 and id = any(:ids) order by id for update),
                arrived as (
                  update delivery d set state = 'delivered', reason = null, field = null,
                    words = null, delivered_version = d.sent_version, sent_version = null,
                    delivered_hash = d.hash, delivered_fields = null, confirmed = true,
                    delivered_as = case when d.is_event then null else d.record_key end,
                    former_keys = null, delivered_at = clock_timestamp(), batch = null,
                    content = case when d.is_event then null else d.content end,
                    changed_at = clock_timestamp(),
                    changed_hour_at = date_trunc('hour', clock_timestamp(), 'UTC')
                  from before where d.id = before.id
                  returning d.*, before.delivered_as as left_as, before.former_keys as left_keys)
                select id, workspace, destination, space, record_key, sync, left_as, left_keys,
                  owner, attempt, root_event, root_received_at, cause from arrived\
                """)
        .bindMap(bound)
        .bindArray("ids", String.class, ids)
        .map((rows, context) -> arrived(rows))
        .list();
  }

  private static Arrived arrived(ResultSet row) throws SQLException {
    RecordKey key =
        new RecordKey(
            new WorkspaceId(row.getString("workspace")),
            new DestinationId(row.getString("destination")),
            row.getString("space"),
            row.getString("record_key"));
    return PostgresUncertainDeliveriesArrivedBuilder.builder()
        .id(row.getString("id"))
        .key(key)
        .sync(new SyncId(row.getString("sync")))
        .left(key.others(row.getString("left_as"), FormerKeys.read(row.getString("left_keys"))))
        .owner(row.getString("owner"))
        .attempt(row.getInt("attempt"))
        .rootEvent(row.getString("root_event"))
        .rootReceivedAt(row.getTimestamp("root_received_at").toInstant())
        .cause(row.getString("cause"))
        .build();
  }

  /** An arrival has the same effects as an answer of the destination. */
  private void follow(
      Handle tx, WorkspaceId workspace, List<Arrived> batch, Set<DestinationId> due) {
    try {
      List<OutcomeOutbox.Outcome> outcomes = new ArrayList<>(batch.size());
      for (Arrived each : batch) {
        outcomes.add(outcome(workspace, each));
        List<RecordKey> left = each.left().stream().map(each.key()::named).toList();
        if (LeftMatchValues.sendAgain(tx.getConnection(), left)) {
          due.add(each.key().destination());
        }
      }
      OutcomeOutbox.put(tx.getConnection(), outcomes);
    } catch (SQLException e) {
      throw new IllegalStateException("The arrival of deliveries cannot be recorded", e);
    }
  }

  private OutcomeOutbox.Outcome outcome(WorkspaceId workspace, Arrived arrived) {
    Instant now = clock.instant();
    String owner = arrived.owner();
    return new OutcomeOutbox.Outcome(
        DeliveryOutcomeBuilder.builder()
            .workspace(workspace)
            .delivery(arrived.id())
            .destination(arrived.key().destination())
            .sync(arrived.sync())
            .record(arrived.id())
            .profile(owner != null && owner.startsWith(Ids.PROFILE) ? new ProfileId(owner) : null)
            .attempt(arrived.attempt())
            .outcome(State.DELIVERED.wireName())
            .reason(null)
            .at(now)
            .latencyMillis(Duration.between(arrived.rootReceivedAt(), now).toMillis())
            .build(),
        arrived.rootEvent(),
        arrived.rootReceivedAt(),
        arrived.cause());
  }
}
