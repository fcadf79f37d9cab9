package dev.tributary.destinations.declared.answer;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.declared.template.TextTemplate;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the page after a page begins. */
sealed interface NextPage {
  /** The vendor lists nothing after this page. */
  Found LAST = new Found(0, null);

  /**
   * The next page.
   *
   * @param known how many records at the beginning of this page were on the page before
   * @param cursor null after the last page
   */
  record Found(int known, @Nullable String cursor) {}

  /**
   * Null if the answer does not say it.
   *
   * @param ids of the page, in its order
   * @param cursor of this page; null for the first one
   */
  @Nullable Found after(JsonNode body, List<String> ids, @Nullable String cursor);

  /** The part of a cursor that a request has. */
  static @Nullable String sent(@Nullable String cursor) {
    return cursor == null ? null : cursor.split(" ", 2)[0];
  }

  /**
   * The answer has the cursor of the next page.
   *
   * @param more whether there is a next page; without a condition, a cursor says it
   * @param optional whether the answer with the last page may lack the place
   */
  record ByCursor(JsonPointer at, When more, boolean optional) implements NextPage {
    @Override
    public @Nullable Found after(JsonNode body, List<String> ids, @Nullable String cursor) {
      return cursor(body, at, more, optional, text -> text);
    }
  }

  /**
   * The answer has the address of the next page.
   *
   * @param parameter the one of the address that is the cursor
   */
  record ByLink(JsonPointer at, String parameter, When more, boolean optional) implements NextPage {
    @Override
    public @Nullable Found after(JsonNode body, List<String> ids, @Nullable String cursor) {
      return cursor(body, at, more, optional, this::value);
    }

    private String value(String link) {
      String query;
      try {
        query = URI.create(link.replace("[", "%5B").replace("]", "%5D")).getRawQuery();
      } catch (IllegalArgumentException e) {
        return "";
      }
      return Stream.of((query == null ? "" : query).split("&", -1))
          .map(each -> each.split("=", 2))
          .filter(each -> each.length == 2 && decoded(each[0]).equals(parameter))
          .map(each -> decoded(each[1]))
          .findFirst()
          .orElse("");
    }

    private static String decoded(String text) {
      try {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        return "";
      }
    }
  }

  private static @Nullable Found cursor(
      JsonNode body, JsonPointer at, When more, boolean optional, UnaryOperator<String> reading) {
    if (!more.holds(body)) {
      return LAST;
    }
    boolean conditional = !(more instanceof When.Always);
    JsonNode there = body.at(at);
    if (TextTemplate.text(there).isEmpty()) {
      return conditional || (there.isMissingNode() && !optional) ? null : LAST;
    }
    String next = reading.apply(TextTemplate.text(there));
    // A blank would be the end of the part that is sent, and no request has a control character.
    return next.isEmpty() || next.chars().anyMatch(each -> each <= ' ') ? null : new Found(0, next);
  }

  /** Pages are in the order of the ids, and a page without records is the last one. */
  record ByLastId() implements NextPage {
    @Override
    public Found after(JsonNode body, List<String> ids, @Nullable String cursor) {
      return ids.isEmpty() ? LAST : new Found(0, ids.getLast());
    }
  }

  /**
   * Pages are counted by an offset. A page begins with the last records of the page before, so that
   * records whose deletion moves the others are noticed: then an earlier page is read again. The
   * cursor has the offset and the ids of these records.
   *
   * @param size of a page
   */
  record ByOffset(int size) implements NextPage {
    private static final int SHARED = 5;

    @Override
    public @Nullable Found after(JsonNode body, List<String> ids, @Nullable String cursor) {
      List<String> parts = cursor == null ? List.of("0") : List.of(cursor.split(" ", -1));
      int offset;
      try {
        offset = Integer.parseInt(parts.getFirst());
      } catch (NumberFormatException e) {
        return null;
      }
      List<String> shared = parts.subList(1, parts.size());
      int last = -1;
      for (int i = 0; i < ids.size(); i++) {
        last = shared.contains(ids.get(i)) ? i : last;
      }
      if (!shared.isEmpty() && last < 0) {
        int earlier = Math.max(0, offset - Math.max(1, size / 2));
        // The list has none of them: nothing says which records have followed.
        return offset == 0 ? null : new Found(ids.size(), cursor(earlier, shared));
      }
      if (last == ids.size() - 1 && ids.size() <= SHARED) {
        return new Found(ids.size(), null);
      }
      int kept = Math.min(SHARED, ids.size());
      return new Found(
          last + 1, cursor(offset + ids.size() - kept, ids.subList(ids.size() - kept, ids.size())));
    }

    private static String cursor(int offset, List<String> shared) {
      List<String> parts = new ArrayList<>(List.of(Integer.toString(offset)));
      parts.addAll(shared);
      return String.join(" ", parts);
    }
  }
}
