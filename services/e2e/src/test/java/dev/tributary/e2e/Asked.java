package dev.tributary.e2e;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A route that shows something, and of what it is asked.
 *
 * @param things what its placeholders stand for
 */
record Asked(Route route, Map<String, String> things) {
  /** Routes that show something though they take a body. */
  private static final List<String> READING =
      List.of(
          "/preview",
          "/profiles/lookup",
          "/profiles/explain",
          "/profiles/search",
          "/profiles/labels",
          "/profiles/people",
          "/profiles/audiences",
          "{sync}/test",
          "/catalogue/values",
          "/catalogue/values/search",
          "/catalogue/properties/values/search");

  static boolean shows(Route route) {
    return route.inWorkspace()
        && (route.method().equals("GET") || READING.stream().anyMatch(route.path()::endsWith));
  }

  /** Every route that shows something, of whatever was sent and received. */
  static List<Asked> everything(Shop shop, Map<String, String> things) throws IOException {
    Map<String, List<String>> several =
        Map.of(
            "{delivery}", ids(shop, "/deliveries"),
            "{event}",
                Stream.concat(ids(shop, "/events").stream(), ids(shop, "/quarantine").stream())
                    .toList(),
            "{sync}", ids(shop, "/syncs"));
    List<Asked> asked = new ArrayList<>();
    for (Route route : Route.all()) {
      if (shows(route)) {
        asked.add(new Asked(route, things));
        several.forEach((placeholder, ids) -> {
          if (route.path().contains(placeholder)) {
            String name = placeholder.substring(1, placeholder.length() - 1);
            for (String id : ids) {
              Map<String, String> others = new TreeMap<>(things);
              others.put(name, id);
              asked.add(new Asked(route, others));
            }
          }
        });
      }
    }
    return asked;
  }

  private static List<String> ids(Shop shop, String list) {
    List<String> ids = new ArrayList<>();
    shop.admin()
        .get(shop.path(list))
        .path("data")
        .forEach(each -> ids.add(each.path("id").asText()));
    return ids;
  }
}
