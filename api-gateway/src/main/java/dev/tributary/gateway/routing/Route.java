package dev.tributary.gateway.routing;

import dev.tributary.contracts.access.Service;
import java.util.List;

/**
 * Paths with a common beginning, and the service that answers them.
 *
 * @param pattern the first segments below the API or the workspace; {@code *} stands for any one
 */
public record Route(List<String> pattern, Service service) {

  static Route to(Service service, String pattern) {
    return new Route(List.of(pattern.split("/")), service);
  }

  boolean matches(List<String> segments) {
    if (segments.size() < pattern.size()) {
      return false;
    }
    for (int i = 0; i < pattern.size(); i++) {
      if (!pattern.get(i).equals("*") && !pattern.get(i).equals(segments.get(i))) {
        return false;
      }
    }
    return true;
  }
}
