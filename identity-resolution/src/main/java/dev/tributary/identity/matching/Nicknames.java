package dev.tributary.identity.matching;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which first names are short for one: the lines in which each name stands, formal or short. Two
 * names go together if they share a line.
 *
 * @param lines by name, in lower case; one or two
 */
public record Nicknames(Map<String, List<Integer>> lines) {
  /** A name that is short for more would go with nearly everybody. */
  static final int MOST_LINES = 2;

  private static final String RESOURCE = "/matching/nicknames.txt";

  /** The list that comes with the service: common English ones. */
  public static Nicknames english() {
    try (InputStream file =
        Objects.requireNonNull(Nicknames.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      return read(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param text lines {@code formal: short, short}; what begins with # is a remark. A name counts
   *     in the first two lines that have it.
   */
  static Nicknames read(String text) {
    Map<String, List<Integer>> lines = new LinkedHashMap<>();
    int number = 0;
    for (String line : text.lines().filter(each -> !each.startsWith("#")).toList()) {
      number++;
      for (String name : line.split("[:,] *", -1)) {
        List<Integer> of = lines.computeIfAbsent(name, _ -> new ArrayList<>());
        if (of.size() < MOST_LINES) {
          of.add(number);
        }
      }
    }
    return new Nicknames(lines);
  }

  /** Whether the two share a line. */
  public boolean together(String one, String other) {
    List<Integer> lines = this.lines.getOrDefault(one, List.of());
    return this.lines.getOrDefault(other, List.of()).stream().anyMatch(lines::contains);
  }
}
