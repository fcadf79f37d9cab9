package dev.tributary.testkit.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A committed list of violations that may only become shorter. {@code
 * -Dtributary.write-reference=true} writes it again without the lines that are gone. It refuses
 * each line that the committed list does not have, also if another line is gone: a new violation
 * must not take the place of an old one. The lines of a renamed class are edited by hand. A missing
 * file is an empty list.
 *
 * @param file one violation in each line, sorted
 */
public record FrozenLines(Path file) {
  private static final String SWITCH = "tributary.write-reference";

  /**
   * @throws AssertionError with each line that is new, and each line that has no violation any more
   */
  public void check(SortedSet<String> found) {
    check(found, Boolean.getBoolean(SWITCH));
  }

  void check(SortedSet<String> found, boolean write) {
    List<String> frozen = read();
    if (write && frozen.containsAll(found)) {
      write(found);
      return;
    }
    List<String> wrong = new ArrayList<>();
    var added = new TreeSet<>(found);
    frozen.forEach(added::remove);
    added.forEach(line -> wrong.add("  new: " + line));
    var gone = new TreeSet<>(frozen);
    gone.removeAll(found);
    gone.forEach(line -> wrong.add("  gone: " + line));
    if (wrong.isEmpty() && !frozen.equals(List.copyOf(found))) {
      wrong.add("  its lines are not sorted, or one is there twice");
    }
    if (!wrong.isEmpty()) {
      throw new AssertionError(
          "%s may only become shorter; write it again with -D%s=true if lines are gone:\n%s"
              .formatted(file, SWITCH, String.join("\n", wrong)));
    }
  }

  private List<String> read() {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(SortedSet<String> lines) {
    try {
      if (lines.isEmpty()) {
        Files.deleteIfExists(file);
      } else {
        Files.write(file, lines);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
