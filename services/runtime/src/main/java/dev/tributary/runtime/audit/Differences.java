package dev.tributary.runtime.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tributary.contracts.audit.FieldChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fields that differ between two versions of an object. A field is secret because the owner of
 * the object declares it, because of its name, or because a field that contains it is secret. The
 * result is bounded, so that one change cannot fill a message.
 */
public final class Differences {
  static final int MOST_FIELDS = 200;
  static final int LONGEST_TEXT = 2_000;

  private static final Pattern SECRET =
      Pattern.compile(
          "(?i).*(secret|password|passphrase|token|credential|private.?key|api.?key|authorization"
              + "|sealed|slackurl).*|hash|hint");
  private static final Pattern PERSONAL = Pattern.compile("(?i)e-?mails?|phones?|person|owner");

  private final List<FieldChange> found = new ArrayList<>();
  private final Set<String> secrets;

  private Differences(Set<String> secrets) {
    this.secrets = secrets;
  }

  /** Whether a field of this name holds a secret. */
  public static boolean isSecret(String name) {
    return SECRET.matcher(name).matches();
  }

  /**
   * @param prefix is put before each field's pointer
   * @param secrets the pointers of the fields that hold secrets, without the prefix
   */
  static List<FieldChange> between(
      String prefix, @Nullable JsonNode before, @Nullable JsonNode after, Set<String> secrets) {
    Differences differences =
        new Differences(secrets.stream().map(prefix::concat).collect(Collectors.toSet()));
    differences.compare(prefix, before, after, FieldChange.Sensitivity.OPEN);
    return differences.found;
  }

  private void compare(
      String pointer,
      @Nullable JsonNode before,
      @Nullable JsonNode after,
      FieldChange.Sensitivity sensitivity) {
    JsonNode old = present(before);
    JsonNode fresh = present(after);
    if (Objects.equals(old, fresh) || found.size() > MOST_FIELDS) {
      return;
    }
    if (isContainer(old) || isContainer(fresh)) {
      for (String name : names(old, fresh)) {
        String field = pointer + "/" + escaped(name);
        compare(field, child(old, name), child(fresh, name), strongest(sensitivity, field, name));
      }
      return;
    }
    if (found.size() == MOST_FIELDS) {
      found.add(FieldChange.MORE);
      return;
    }
    found.add(change(pointer, old, fresh, sensitivity));
  }

  private static FieldChange change(
      String pointer,
      @Nullable JsonNode old,
      @Nullable JsonNode fresh,
      FieldChange.Sensitivity sensitivity) {
    if (sensitivity == FieldChange.Sensitivity.SECRET) {
      return FieldChange.secret(pointer);
    }
    return new FieldChange(pointer, cut(old), cut(fresh), sensitivity);
  }

  private FieldChange.Sensitivity strongest(
      FieldChange.Sensitivity inherited, String field, String name) {
    if (inherited == FieldChange.Sensitivity.SECRET || secrets.contains(field) || isSecret(name)) {
      return FieldChange.Sensitivity.SECRET;
    }
    return PERSONAL.matcher(name).matches() ? FieldChange.Sensitivity.PERSONAL : inherited;
  }

  /** A list of plain values is one field. Other values are compared field by field. */
  private static boolean isContainer(@Nullable JsonNode node) {
    return node != null
        && (node.isObject()
            || (node.isArray() && node.valueStream().anyMatch(JsonNode::isContainerNode)))
        && !node.isEmpty();
  }

  private static Set<String> names(@Nullable JsonNode old, @Nullable JsonNode fresh) {
    Set<String> names = new TreeSet<>(Differences::byNumberOrName);
    for (JsonNode node : new @Nullable JsonNode[] {old, fresh}) {
      if (node != null && node.isArray()) {
        for (int i = 0; i < node.size(); i++) {
          names.add(Integer.toString(i));
        }
      } else if (node != null) {
        node.fieldNames().forEachRemaining(names::add);
      }
    }
    return names;
  }

  private static int byNumberOrName(String a, String b) {
    return a.length() != b.length() && isNumber(a) && isNumber(b)
        ? Integer.compare(a.length(), b.length())
        : a.compareTo(b);
  }

  private static boolean isNumber(String name) {
    return !name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static @Nullable JsonNode child(@Nullable JsonNode node, String name) {
    if (node == null) {
      return null;
    }
    return node.isArray()
        ? (isNumber(name) ? node.get(Integer.parseInt(name)) : null)
        : node.get(name);
  }

  private static @Nullable JsonNode present(@Nullable JsonNode node) {
    return node == null || node.isNull() || node.isMissingNode() ? null : node;
  }

  private static @Nullable JsonNode cut(@Nullable JsonNode node) {
    if (node == null) {
      return null;
    }
    if (node.isTextual() && node.textValue().length() > LONGEST_TEXT) {
      return JsonNodeFactory.instance.textNode(node.textValue().substring(0, LONGEST_TEXT) + "…");
    }
    return node.isArray() && node.toString().length() > LONGEST_TEXT
        ? JsonNodeFactory.instance.textNode(node.toString().substring(0, LONGEST_TEXT) + "…")
        : node;
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
