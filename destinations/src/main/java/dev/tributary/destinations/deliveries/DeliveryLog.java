package dev.tributary.destinations.deliveries;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.ledger.DeliveryOrder;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads deliveries for users. Thread-safe. */
public interface DeliveryLog {

  /** Newest first in this order; one more than the limit where there are more. */
  List<DeliveryRow> list(
      WorkspaceId workspace,
      DeliveryFilter filter,
      DeliveryOrder order,
      @Nullable String cursor,
      int limit);

  /** The cursor of a page that ends with this row. */
  String cursor(DeliveryOrder order, DeliveryRow last);

  /** The profile that a merged profile belongs to now; empty for a profile that was not merged. */
  Optional<ProfileId> survivor(WorkspaceId workspace, ProfileId profile);

  Optional<DeliveryRow> find(WorkspaceId workspace, String id);

  /** The deliveries of these ids that still exist, in any order. */
  List<DeliveryRow> find(WorkspaceId workspace, Collection<String> ids);

  /** The stored attempts, oldest first. */
  List<DeliveryAttempt> attempts(WorkspaceId workspace, List<String> ids);

  /** The most frequent first; all of them, unless vendors name thousands of fields. */
  List<DeliveryCause> causes(WorkspaceId workspace, DeliveryFilter filter);
}
