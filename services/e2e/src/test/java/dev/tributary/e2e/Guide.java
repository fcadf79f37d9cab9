package dev.tributary.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A page of the documentation with the commands that it asks its reader to type. */
record Guide(String name, List<Block> blocks) {
  private static final Pattern INDENTED_COMMAND =
      Pattern.compile("^ {4,}(\\./cdp|\\./mvnw|curl|kubectl|helm|docker|git|npm|node|api) .*");
  private static final Pattern PRINTS = Pattern.compile("<!-- prints: (.*) -->");

  /** How commands are marked. */
  enum Kind {
    /** {@code bash}: a test types it. */
    RUN,
    /** {@code console}: for a cluster, for Docker, or what would end the installation. */
    NOT_RUN,
    /** Not a command. */
    OTHER
  }

  /**
   * A fenced block.
   *
   * @param line of the file, from 1
   * @param prints what its output must hold
   */
  record Block(Kind kind, int line, String text, Optional<String> prints) {}

  static Guide read(Path file) {
    try {
      return parse(file.getFileName().toString(), Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads the fenced blocks.
   *
   * @throws IllegalArgumentException if a command stands outside of a fenced block, where no test
   *     would find it
   */
  static Guide parse(String name, List<String> lines) {
    List<Block> blocks = new ArrayList<>();
    for (int at = 0; at < lines.size(); at++) {
      String line = lines.get(at);
      if (line.startsWith("```")) {
        int end = at + 1 + lines.subList(at + 1, lines.size()).indexOf("```");
        String after = end + 1 < lines.size() ? lines.get(end + 1) : "";
        var prints = PRINTS.matcher(after);
        blocks.add(
            new Block(
                kind(line.substring(3)),
                at + 1,
                String.join("\n", lines.subList(at + 1, end)),
                prints.matches() ? Optional.of(prints.group(1)) : Optional.empty()));
        at = end;
      } else if (INDENTED_COMMAND.matcher(line).matches()) {
        throw new IllegalArgumentException(
            "%s:%d: a command outside of a fenced block: %s".formatted(name, at + 1, line.strip()));
      }
    }
    return new Guide(name, blocks);
  }

  private static Kind kind(String language) {
    return switch (language) {
      case "bash" -> Kind.RUN;
      case "console" -> Kind.NOT_RUN;
      default -> Kind.OTHER;
    };
  }

  List<Block> blocks(Kind kind) {
    return blocks.stream().filter(block -> block.kind() == kind).toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
