package dev.tributary.testkit.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrozenLinesTest {
  @TempDir Path folder;
  private Path file;
  private FrozenLines frozen;

  @BeforeEach
  void freeze() throws IOException {
    file = folder.resolve("lines.txt");
    Files.write(file, List.of("a -> b", "c -> d"));
    frozen = new FrozenLines(file);
  }

  @Test
  void theCommittedLinesAreAllowed() {
    frozen.check(lines("a -> b", "c -> d"), false);
  }

  @Test
  void aNewLineFailsWithTheLine() {
    assertThatThrownBy(() -> frozen.check(lines("a -> b", "b -> c", "c -> d"), false))
        .isInstanceOf(AssertionError.class)
        .hasMessageEndingWith(":\n  new: b -> c");
  }

  @Test
  void aLineThatIsGoneFailsUntilTheListIsWrittenAgain() throws IOException {
    assertThatThrownBy(() -> frozen.check(lines("a -> b"), false))
        .isInstanceOf(AssertionError.class)
        .hasMessageEndingWith(":\n  gone: c -> d");
    frozen.check(lines("a -> b"), true);
    assertThat(file).hasContent("a -> b\n");
    frozen.check(lines("a -> b"), false);
  }

  @Test
  void aListIsNeverWrittenLonger() {
    assertThatThrownBy(() -> frozen.check(lines("a -> b", "b -> c", "c -> d"), true))
        .isInstanceOf(AssertionError.class)
        .hasMessageEndingWith(":\n  new: b -> c");
    assertThat(file).hasContent("a -> b\nc -> d\n");
  }

  @Test
  void aNewLineDoesNotReplaceALineThatIsGone() {
    assertThatThrownBy(() -> frozen.check(lines("a -> b", "b -> c"), true))
        .isInstanceOf(AssertionError.class)
        .hasMessageEndingWith(":\n  new: b -> c\n  gone: c -> d");
    assertThat(file).hasContent("a -> b\nc -> d\n");
  }

  @Test
  void aListWithoutOrderIsWrittenInOrder() throws IOException {
    Files.write(file, List.of("c -> d", "a -> b"));
    frozen.check(lines("a -> b", "c -> d"), true);
    assertThat(file).hasContent("a -> b\nc -> d\n");
  }

  @Test
  void anEmptyListNeedsNoFile() {
    frozen.check(lines(), true);
    assertThat(file).doesNotExist();
    frozen.check(lines(), false);
    assertThatThrownBy(() -> frozen.check(lines("a -> b"), true))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void linesWithoutOrderFail() throws IOException {
    Files.write(file, List.of("c -> d", "a -> b"));
    assertThatThrownBy(() -> frozen.check(lines("a -> b", "c -> d"), false))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("not sorted");
  }

  private static TreeSet<String> lines(String... lines) {
    return new TreeSet<>(List.of(lines));
  }
}
