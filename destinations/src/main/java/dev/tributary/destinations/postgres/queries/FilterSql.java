package dev.tributary.destinations.postgres.queries;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.deliveries.DeliveryFilter;
import dev.tributary.destinations.postgres.RequestedProfiles;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The conditions of a filter, and their parameters. */
final class FilterSql {
  private static final Map<String, String> CONDITIONS =
      Map.of(
          "destination", " and destination = :destination",
          "sync", " and sync = :sync",
          "among", " and sync = any(:among)",
          "state", " and state = :state",
          "reason", " and reason = :reason",
          "field", " and field = :field",
          "event", " and root_event = :event",
          "profile", " and owner = any(:profile)",
          "from", " and changed_at >= :from",
          "until", " and changed_at < :until");

  /** The table of deliveries has no index with their states. */
  private static final String AMONG_OPEN =
      " and id in (select o.id from open_delivery o"
          + " where o.workspace = :workspace and o.state = :state";

  /** These states have an index by sync, which a query uses only if it names them. */
  private static final Set<String> DECIDED_BY_USERS = Set.of("uncertain", "rejected", "dead");

  private static final String OF_DECISIONS = " and o.state in ('uncertain', 'rejected', 'dead')";

  private static final Map<String, String> AMONG_STATE =
      Map.of(
          "delivered", "",
          "accepted", "",
          "in-flight", " and id in (select l.id from leased_delivery l)");

  private FilterSql() {}

  static String where(DeliveryFilter filter) {
    StringBuilder where = new StringBuilder();
    bindings(filter).forEach((name, value) -> where.append(CONDITIONS.get(name)));
    if (filter.state() != null) {
      where.append(AMONG_STATE.getOrDefault(filter.state(), amongOpen(filter)));
    }
    return where.toString();
  }

  private static String amongOpen(DeliveryFilter filter) {
    return AMONG_OPEN + (isDecidedByUsers(filter) ? OF_DECISIONS : "") + ofSync(filter) + ")";
  }

  /** Whether {@link #where} finds the deliveries by the index of decisions, or a part of it. */
  static boolean isDecidedByUsers(DeliveryFilter filter) {
    return filter.state() != null && DECIDED_BY_USERS.contains(filter.state());
  }

  /** A condition for the open deliveries {@code o}: not all of the workspace are searched. */
  static String ofSync(DeliveryFilter filter) {
    return filter.sync() == null ? "" : " and o.sync = :sync";
  }

  /** With the id of the profile, in place of all ids that it has. */
  static Map<String, Object> bindings(DeliveryFilter filter) {
    Map<String, Object> all = new TreeMap<>();
    put(all, "destination", filter.destination() == null ? null : filter.destination().value());
    put(all, "sync", filter.sync() == null ? null : filter.sync().value());
    put(all, "state", filter.state());
    put(all, "reason", filter.reason());
    put(all, "field", filter.field());
    put(all, "event", filter.event());
    put(all, "profile", filter.profile());
    put(all, "from", filter.from());
    put(all, "until", filter.until());
    put(
        all,
        "among",
        filter.among() == null
            ? null
            : filter.among().stream().map(SyncId::value).toArray(String[]::new));
    return all;
  }

  private static void put(Map<String, Object> all, String name, @Nullable Object value) {
    if (value != null) {
      all.put(name, value);
    }
  }

  /** The numbers that a query counts, by the sync in its first column. */
  static Map<SyncId, Integer> bySync(Query query) {
    Map<SyncId, Integer> found = new HashMap<>();
    query
        .map((rows, context) -> Map.entry(new SyncId(rows.getString(1)), rows.getInt(2)))
        .forEach(each -> found.put(each.getKey(), each.getValue()));
    return found;
  }

  /** A delivery belongs to the id that the person had when the delivery was made. */
  static Map<String, Object> bound(Handle tx, WorkspaceId workspace, Map<String, ?> bindings) {
    Map<String, Object> bound = new TreeMap<>(bindings);
    if (bound.get("profile") instanceof ProfileId profile) {
      bound.put("profile", ProfileId.values(RequestedProfiles.ids(tx, workspace, profile)));
    }
    return bound;
  }
}
