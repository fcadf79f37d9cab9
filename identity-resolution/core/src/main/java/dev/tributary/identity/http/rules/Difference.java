package dev.tributary.identity.http.rules;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One place at which two documents differ.
 *
 * @param pointer the place in both documents, as a JSON pointer (RFC 6901)
 * @param before the value before the change; absent if the value was added
 * @param after the value after the change; absent if the value was removed
 */
@Schema(name = "Difference")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Difference(String pointer, @Nullable JsonNode before, @Nullable JsonNode after) {

  /** All differences, at the deepest possible places. Elements of lists are compared by index. */
  static List<Difference> between(JsonNode before, JsonNode after) {
    List<Difference> found = new ArrayList<>();
    compare("", before, after, found);
    return found;
  }

  private static void compare(
      String at, @Nullable JsonNode before, @Nullable JsonNode after, List<Difference> found) {
    if (before != null && after != null && before.isObject() && after.isObject()) {
      SortedSet<String> names = new TreeSet<>();
      before.fieldNames().forEachRemaining(names::add);
      after.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        String place = at + "/" + name.replace("~", "~0").replace("/", "~1");
        compare(place, before.get(name), after.get(name), found);
      }
    } else if (before != null && after != null && before.isArray() && after.isArray()) {
      for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
        compare(at + "/" + i, before.get(i), after.get(i), found);
      }
    } else if (before == null || !before.equals(after)) {
      found.add(new Difference(at, before, after));
    }
  }
}
