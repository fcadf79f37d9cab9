package dev.tributary.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How users file a definition, to find it again. It changes nothing about what the definition does.
 * Immutable.
 *
 * @param tags in the order of the request, each once
 * @param folder null for none
 * @param owner the user who answers for the definition, usually an e-mail address; null for none
 */
public record Filing(List<String> tags, @Nullable String folder, @Nullable String owner) {
  public static final Filing NONE = new Filing(List.of(), null, null);

  private static final String TAGS = "tags";
  private static final String FOLDER = "folder";
  private static final String OWNER = "owner";

  /** The fields of a definition in the form in which a client writes it. */
  public static final Set<String> FIELDS = Set.of(TAGS, FOLDER, OWNER);

  private static final int MOST_TAGS = 20;
  private static final int LONGEST_TAG = 50;
  private static final int LONGEST = 200;

  public Filing {
    tags = List.copyOf(tags);
  }

  /** As stored in a spec, in which null is none. */
  public static Filing orNone(@Nullable Filing stored) {
    return stored == null ? NONE : stored;
  }

  /**
   * Whether a merge patch changes nothing else. Such a change needs no other system, for example no
   * warehouse, and no check of what the definition does.
   */
  public static boolean isAllOf(JsonNode patch) {
    return patch.isObject()
        && !patch.isEmpty()
        && patch.properties().stream().allMatch(field -> FIELDS.contains(field.getKey()));
  }

  /** Adds the fields to a definition in the form in which a client writes it. */
  public void writeTo(ObjectNode written) {
    written.put(FOLDER, folder).put(OWNER, owner);
    tags.forEach(written.putArray(TAGS)::add);
  }

  /**
   * Reads the fields of a request. Spaces around a text do not count, and an empty text is none.
   *
   * @return empty if the request files nothing
   * @throws Problem with the place of each wrong field
   */
  public static Optional<Filing> of(
      @Nullable List<String> tags, @Nullable String folder, @Nullable String owner) {
    List<Problem.At> wrong = new ArrayList<>();
    Set<String> kept = new LinkedHashSet<>();
    List<String> sent = tags == null ? List.of() : tags;
    for (int i = 0; i < sent.size(); i++) {
      String tag = Objects.requireNonNullElse(sent.get(i), "").strip();
      if (tag.isEmpty() || tag.length() > LONGEST_TAG) {
        wrong.add(
            new Problem.At(
                "/" + TAGS + "/" + i, "A tag has 1 to %d characters".formatted(LONGEST_TAG)));
      }
      kept.add(tag);
    }
    if (kept.size() > MOST_TAGS) {
      wrong.add(new Problem.At("/" + TAGS, "There are at most %d tags".formatted(MOST_TAGS)));
    }
    String place = text("/" + FOLDER, folder, wrong);
    String person = text("/" + OWNER, owner, wrong);
    if (!wrong.isEmpty()) {
      throw Problems.INVALID.problem(wrong.getFirst().detail(), wrong);
    }
    Filing filing = new Filing(List.copyOf(kept), place, person);
    return filing.equals(NONE) ? Optional.empty() : Optional.of(filing);
  }

  private static @Nullable String text(
      String pointer, @Nullable String sent, List<Problem.At> wrong) {
    String text = sent == null ? "" : sent.strip();
    if (text.length() > LONGEST) {
      wrong.add(new Problem.At(pointer, "This has at most %d characters".formatted(LONGEST)));
    }
    return text.isEmpty() ? null : text;
  }
}
