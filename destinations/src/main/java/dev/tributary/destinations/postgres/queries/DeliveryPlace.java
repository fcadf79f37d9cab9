package dev.tributary.destinations.postgres.queries;

import dev.tributary.contracts.Ids;
import dev.tributary.destinations.deliveries.DeliveryRow;
import dev.tributary.destinations.ledger.DeliveryOrder;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.problem.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The place at which a page of deliveries begins. The list by the latest change has the deliveries
 * of one hour after those of another, and at its end those that have not changed since version 48
 * of the schema, in the order of their ids.
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
      case CHANGED -> {
        Instant hour = last.changedHour();
        yield hour == null
            ? SEPARATOR + last.id()
            : hour.toString() + SEPARATOR + last.changedAt() + SEPARATOR + last.id();
      }
    };
  }

  /**
   * The conditions and the orders of the parts of the list, one after another, with the parameters
   * of {@link #bindings}.
   */
  List<String> parts() {
    // Ids begin with the time at which they were made.
    String byId = " order by id desc";
    String after = " and id < :cursorId";
    return switch (order) {
      case CREATED -> List.of((cursor == null ? "" : after) + byId);
      case CHANGED -> {
        String unchanged = " and changed_hour_at is null";
        if (cursor != null && isUnchanged(cursor)) {
          yield List.of(unchanged + after + byId);
        }
        yield List.of(
            " and changed_hour_at is not null"
                + (cursor == null
                    ? ""
                    : " and (changed_hour_at, changed_at, id)"
                        + " < (:cursorHour, :cursorTime, :cursorId)")
                + " order by changed_hour_at desc, changed_at desc, id desc",
            unchanged + byId);
      }
    };
  }

  private static boolean isUnchanged(String cursor) {
    return cursor.startsWith(String.valueOf(SEPARATOR));
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
        if (isUnchanged(cursor)) {
          yield Map.of("cursorId", id(cursor.substring(1)));
        }
        int end = Math.max(cursor.indexOf(SEPARATOR), 0);
        Instant hour = time(cursor.substring(0, end));
        String rest = cursor.substring(end + 1);
        if (rest.startsWith(Ids.DELIVERY)) {
          // A cursor of an earlier version has no hour.
          yield Map.of(
              "cursorHour",
              hour.truncatedTo(ChronoUnit.HOURS),
              "cursorTime",
              hour,
              "cursorId",
              rest);
        }
        end = Math.max(rest.indexOf(SEPARATOR), 0);
        yield Map.of(
            "cursorHour",
            hour,
            "cursorTime",
            time(rest.substring(0, end)),
            "cursorId",
            id(rest.substring(end + 1)));
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
