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
 * Groups of first names, each with a formal name and its short forms. Two names match if they share
 * a group. Each line of the list is one group.
 *
 * @param lines the numbers of the lines with each name, in lower case; one or two
 */
public record Nicknames(Map<String, List<Integer>> lines) {
  /** A name in more lines would match almost every name. */
  static final int MOST_LINES = 2;

  private static final String RESOURCE = "/matching/nicknames.txt";

  /** The list of this service: common English names. */
  public static Nicknames english() {
    try (InputStream file =
        Objects.requireNonNull(Nicknames.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      return read(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param text lines {@code formal: short, short}; lines with # at the start are comments. A name
   *     counts in the first two lines that have it.
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
