package dev.tributary.destinations.postgres.queries;

import dev.tributary.destinations.postgres.queries.DeliveryQueries.Row;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.problem.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The order of a list of deliveries: always the newest first. */
public enum DeliveryOrder {
  /** By the time at which the delivery was created: ids begin with it. */
  CREATED("created", "id < :cursorId", "id desc"),

  /**
   * By the time of the latest change of the state. A delivery that changes while a user reads page
   * after page moves to the front, and is on none of the later pages.
   */
  CHANGED("changed", "(changed_at, id) < (:cursorTime, :cursorId)", "changed_at desc, id desc");

  private static final char SEPARATOR = '_';

  private final String wireName;
  private final String after;
  private final String by;

  DeliveryOrder(String wireName, String after, String by) {
    this.wireName = wireName;
    this.after = after;
    this.by = by;
  }

  public static Optional<DeliveryOrder> named(String name) {
    return Stream.of(values()).filter(order -> order.wireName.equals(name)).findFirst();
  }

  /** The cursor of a page that ends with this row. */
  public String cursor(Row last) {
    return switch (this) {
      case CREATED -> last.id();
      case CHANGED -> last.changedAt().toString() + SEPARATOR + last.id();
    };
  }

  /** The condition and the order of a page, with the parameters of {@link #bindings}. */
  String sql(@Nullable String cursor) {
    return (cursor == null ? "" : " and " + after) + " order by " + by;
  }

  /**
   * @throws Problem if it is not a cursor of a list in this order
   */
  Map<String, Object> bindings(@Nullable String cursor) {
    if (cursor == null) {
      return Map.of();
    }
    return switch (this) {
      case CREATED -> Map.of("cursorId", cursor);
      case CHANGED -> {
        int end = Math.max(cursor.indexOf(SEPARATOR), 0);
        yield Map.of(
            "cursorTime", time(cursor.substring(0, end)), "cursorId", cursor.substring(end + 1));
      }
    };
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw Page.wrongCursor();
    }
  }
}
