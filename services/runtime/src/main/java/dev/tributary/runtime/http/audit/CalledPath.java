package dev.tributary.runtime.http.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.contracts.audit.AdministrationEntry.Act;
import dev.tributary.runtime.tenancy.RoleMatrix.Route;
import java.net.URLDecoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The path of a request, beside the path of its route.
 *
 * @param template the segments of the route; a parameter is a name in braces
 * @param called the segments of the request
 */
public record CalledPath(List<String> template, List<String> called) {
  /** The parameter of paths that is the number of a version. */
  static final String VERSION = "{version}";

  /** The kinds of objects that have another name as a parameter of paths. */
  private static final Map<String, String> KINDS = Map.of("rule", "alert-rule");

  /** Characters of an object in the trail. No id and no key is longer. */
  static final int LONGEST_OBJECT = 500;

  /** The index of the segment that names the workspace. */
  private static final int WORKSPACE = 4;

  public static CalledPath of(Route route, String normalizedPath) {
    return new CalledPath(
        List.of(route.path().split("/", -1)), List.of(normalizedPath.split("/", -1)));
  }

  /** The value of a parameter; empty if the route has no such parameter. */
  Optional<String> value(String parameter) {
    int place = template.indexOf(parameter);
    return place < 0 || place >= called.size() ? Optional.empty() : Optional.of(called.get(place));
  }

  /**
   * The object of the action is the one that the path's last parameter names. A version belongs to
   * the object before it. A caller may write anything there, so a long object is cut.
   */
  public Act act(String operation) {
    for (int i = Math.min(template.size(), called.size()) - 1; i > WORKSPACE; i--) {
      String segment = template.get(i);
      if (segment.startsWith("{") && !segment.equals(VERSION)) {
        String parameter = segment.substring(1, segment.length() - 1);
        String kind = KINDS.getOrDefault(parameter, parameter);
        return new Act(operation, kind, cut(URLDecoder.decode(called.get(i), UTF_8)), null);
      }
    }
    return new Act(operation, null, null, null);
  }

  private static String cut(String object) {
    if (object.length() <= LONGEST_OBJECT) {
      return object;
    }
    boolean halved = Character.isHighSurrogate(object.charAt(LONGEST_OBJECT - 1));
    return object.substring(0, halved ? LONGEST_OBJECT - 1 : LONGEST_OBJECT);
  }
}
