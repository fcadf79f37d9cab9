package dev.tributary.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A sync with a destination of its own.
 *
 * @param sync its id
 */
record Outlet(String kind, String sync, Receiver receiver) {

  /**
   * One of each kind there is: everybody, an audience of those with a first name, the rows of a
   * model of people (the table customers with email and plan), and all events.
   */
  static List<Outlet> everyKind(Shop shop) {
    Warehouse warehouse = shop.warehouse();
    warehouse.execute("create table customers (email text, plan text)");
    warehouse.connect();
    warehouse.people(
        "customers",
        "email",
        Map.of("identifiers", Map.of("email", "email"), "traits", Map.of("plan", "plan")));
    shop.audience("named", Map.of("trait", "firstName", "operator", "exists"));
    List<Outlet> outlets = new ArrayList<>();
    for (String kind : List.of("profiles", "audience", "rows", "events")) {
      Receiver receiver = shop.destinations().webhook(kind);
      String sync =
          switch (kind) {
            case "profiles" -> shop.syncs().profiles(kind);
            case "audience" -> shop.syncs().audience(kind, "named");
            case "rows" -> shop.syncs().rows(kind, "customers", "email");
            default -> shop.syncs().events(kind);
          };
      outlets.add(new Outlet(kind, sync, receiver));
    }
    return outlets;
  }

  /** The purposes that keep deliveries from going. */
  List<String> withheld(Shop shop) {
    return shop.deliveries().of(sync, "withheld").stream()
        .map(delivery -> delivery.path("cause").path("words").asText())
        .toList();
  }

  /** Whether nothing is left to be sent. */
  boolean isDone(Shop shop) {
    return Stream.of("pending", "retrying", "in-flight")
        .allMatch(state -> shop.deliveries().of(sync, state).isEmpty());
  }

  /** What was written at the destination. */
  List<String> sent(Shop shop) {
    return shop.deliveries().of(sync, "delivered").stream()
        .filter(delivery -> delivery.path("operation").asText().equals("write"))
        .map(delivery -> delivery.path("id").asText())
        .toList();
  }
}
