package dev.tributary.destinations.postgres.queries;

import dev.tributary.contracts.Ids;
import dev.tributary.destinations.deliveries.DeliveryRow;
import dev.tributary.destinations.ledger.DeliveryOrder;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.problem.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The place at which a page of deliveries begins.
 *
 * @param cursor of the previous page; null for the first page
 */
record DeliveryPlace(DeliveryOrder order, @Nullable String cursor) {
  private static final char SEPARATOR = '_';

  /** The database has no time for every instant. */
  private static final Instant EARLIEST = Instant.EPOCH;

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  /** The cursor of a page that ends with this row. */
  static String after(DeliveryOrder order, DeliveryRow last) {
    return switch (order) {
      case CREATED -> last.id();
      case CHANGED -> last.changedAt().toString() + SEPARATOR + last.id();
    };
  }

  /** The condition and the order of the page, with the parameters of {@link #bindings}. */
  String sql() {
    return switch (order) {
      // Ids begin with the time at which they were made.
      case CREATED -> (cursor == null ? "" : " and id < :cursorId") + " order by id desc";
      case CHANGED ->
          (cursor == null ? "" : " and (changed_at, id) < (:cursorTime, :cursorId)")
              + " order by changed_at desc, id desc";
    };
  }

  /**
   * @throws Problem if the cursor is not one of a list in this order
   */
  Map<String, Object> bindings() {
    if (cursor == null) {
      return Map.of();
    }
    return switch (order) {
      case CREATED -> Map.of("cursorId", id(cursor));
      case CHANGED -> {
        int end = Math.max(cursor.indexOf(SEPARATOR), 0);
        yield Map.of(
            "cursorTime",
            time(cursor.substring(0, end)),
            "cursorId",
            id(cursor.substring(end + 1)));
      }
    };
  }

  private static String id(String text) {
    if (!text.startsWith(Ids.DELIVERY)) {
      throw Page.wrongCursor();
    }
    return text;
  }

  private static Instant time(String text) {
    try {
      Instant time = Instant.parse(text);
      if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
        throw Page.wrongCursor();
      }
      return time;
    } catch (DateTimeException e) {
      throw Page.wrongCursor();
    }
  }
}
