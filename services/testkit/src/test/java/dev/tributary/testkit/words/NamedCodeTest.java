package dev.tributary.testkit.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.infra.Checkout;
import dev.tributary.testkit.reference.SourceFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pages that say where a change goes name only code that exists, so that a reader finds each
 * place at the first search.
 */
class NamedCodeTest {
  private static final List<String> PAGES = List.of("ARCHITECTURE.md", "CONTRIBUTING.md");

  /** {@code `EventHead`}, {@code `accept.Acceptance`}, {@code `rules/IdentityRules.device`}. */
  private static final Pattern NAME =
      Pattern.compile("`((?:[a-z]\\w*[./])*)([A-Z]\\w*[a-z]\\w*)(?:\\.\\w+)*(?:\\([^`]*\\))?`");

  private static final Pattern WORD = Pattern.compile("\\w+");

  @Test
  void everyClassThatThePagesNameExists() throws IOException {
    assertThat(unknown(Checkout.locate().root(), PAGES)).isEmpty();
  }

  @Test
  void aNameThatNoCodeHasIsFoundWithItsLine(@TempDir Path folder) throws IOException {
    Path code = Files.createDirectories(folder.resolve("x/src/main/java/dev/here"));
    Files.writeString(code.resolve("Known.java"), "record Known(Clock clock) {}");
    Path page = Files.createDirectories(folder.resolve("webui/src/pages"));
    Files.writeString(page.resolve("Home.tsx"), "");
    Files.writeString(
        folder.resolve("page.md"),
        """
        `Known`, `dev.here.Known`, `here/Known.clock`, `Clock`, `Home.tsx`, `pages/Home`, `TOPIC`
        `Gone`, `there.Known`, `javax.crypto.Cipher`
        """);
    assertThat(unknown(folder, List.of("page.md")))
        .containsExactly("page.md:2: `Gone`", "page.md:2: `there.Known`");
  }

  private static List<String> unknown(Path root, List<String> pages) throws IOException {
    Set<String> places = new HashSet<>();
    Set<String> words = new HashSet<>();
    for (Path file :
        SourceFiles.below(
            root,
            path -> path.endsWith(".java") || path.endsWith(".ts") || path.endsWith(".tsx"))) {
      String path = "/" + root.relativize(file);
      places.add(path.substring(0, path.lastIndexOf('.')));
      if (path.endsWith(".java")) {
        WORD.matcher(Files.readString(file)).results().forEach(word -> words.add(word.group()));
      }
    }
    List<String> unknown = new ArrayList<>();
    for (String page : pages) {
      List<String> lines = Files.readAllLines(root.resolve(page));
      for (int line = 0; line < lines.size(); line++) {
        Matcher name = NAME.matcher(lines.get(line));
        while (name.find()) {
          if (!exists(name.group(1).replace('.', '/'), name.group(2), places, words)) {
            unknown.add("%s:%d: %s".formatted(page, line + 1, name.group()));
          }
        }
      }
    }
    return unknown;
  }

  /** A name without a place may also be that of a nested class, or of a class of the JDK. */
  private static boolean exists(String place, String name, Set<String> places, Set<String> words) {
    return place.startsWith("java")
        || (place.isEmpty() && words.contains(name))
        || places.stream().anyMatch(path -> path.endsWith("/" + place + name));
  }
}
