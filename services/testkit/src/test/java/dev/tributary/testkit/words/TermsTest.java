package dev.tributary.testkit.words;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.infra.Checkout;
import dev.tributary.testkit.words.Term.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages, texts, comments and the names of types use the terms of docs/glossary.md. */
class TermsTest {
  private static final Path ROOT = Checkout.locate().root();
  private static final String FROZEN = "V1__old.sql";

  @Test
  void noFileUsesAWordToAvoid() throws IOException {
    assertThat(
            new Findings(ROOT, terms(), frozen()).byFile().values().stream().flatMap(List::stream))
        .as("docs/glossary.md has the terms")
        .isEmpty();
  }

  @Test
  void aFindingHasItsLineAndTheTermToUse(@TempDir Path folder) throws IOException {
    write(folder, "page.md", "# Fine\n\nIt is told.\n`is told`\n```\nis told\n```\n");
    write(folder, "webui/src/texts/en/a.json", "{\n  \"somebody\": \"Set aside\"\n}\n");
    write(
        folder,
        "docs/reference/openapi.json",
        "{\n  \"description\" : \"403 for whoever asks\",\n}\n");
    write(folder, "webui/src/Page.tsx", "// For whoever asks\nconst somebody = 1;\n");
    write(folder, "webui/src/Page.test.tsx", "// For whoever asks\n");
    write(
        folder,
        "x/src/main/java/y/PartingTable.java",
        """
        /** Somebody. */
        class PartingTable { String a = "somebody"; } // by whoever
        String b = "ask somebody";
        String c =
            \"""
            ask someone\""";
        record Known(String class_) {} // class Said
        String d = "class Shown";
        """);
    assertThat(findings(folder))
        .containsExactlyInAnyOrder(
            "docs/reference/openapi.json:2: \"whoever\": use a user, a caller, or a noun",
            "page.md:3: \"is told\": use is notified, is published, or a verb with a subject",
            "webui/src/texts/en/a.json:2: \"Set aside\": use quarantine",
            "webui/src/Page.tsx:1: \"whoever\": use a user, a caller, or a noun",
            "x/src/main/java/y/PartingTable.java:2: \"Parting\": use a term of docs/glossary.md",
            "x/src/main/java/y/PartingTable.java:7: \"Known\": use a term of docs/glossary.md",
            "x/src/main/java/y/PartingTable.java:1: \"Somebody\": use a user, a caller, or a noun",
            "x/src/main/java/y/PartingTable.java:2: \"whoever\": use a user, a caller, or a noun",
            "x/src/main/java/y/PartingTable.java:3: \"somebody\": use a user, a caller, or a noun",
            "x/src/main/java/y/PartingTable.java:6: \"someone\": use a user, a caller, or a noun");
  }

  @Test
  void namesInTypeScriptAndInTestsAreRead(@TempDir Path folder) throws IOException {
    write(folder, "webui/src/Page.test.tsx", "// For whoever asks\nfunction Telling() {}\n");
    write(
        folder,
        "webui/src/Said.tsx",
        "import type { Known } from './names';\nexport interface Shown {}\nconst known = 1;\n");
    write(
        folder,
        "x/src/test/java/y/SaidTest.java",
        "/** Somebody. */\nclass SaidTest {\n  record Said() {}\n}\n");
    assertThat(findings(folder))
        .containsExactlyInAnyOrder(
            "webui/src/Page.test.tsx:2: \"Telling\": use a term of docs/glossary.md",
            "webui/src/Said.tsx:1: \"Said\": use a term of docs/glossary.md",
            "webui/src/Said.tsx:2: \"Shown\": use a term of docs/glossary.md",
            "x/src/test/java/y/SaidTest.java:3: \"Said\": use a term of docs/glossary.md");
  }

  @Test
  void commentsInSettingsAndInNewScriptsAreRead(@TempDir Path folder) throws IOException {
    write(folder, "a.properties", "# For somebody\na=is told\nb=1 # is told\n");
    write(folder, "roles.csv", "# For somebody\nis told,a\n");
    write(folder, FROZEN, "-- For somebody\n");
    write(folder, "V2__new.sql", "create table shadow (\n  id text -- of a shadow\n);\n");
    assertThat(findings(folder))
        .containsExactlyInAnyOrder(
            "a.properties:1: \"somebody\": use a user, a caller, or a noun",
            "roles.csv:1: \"somebody\": use a user, a caller, or a noun",
            "V2__new.sql:2: \"shadow\": use replay copy, or dry run");
  }

  @Test
  void aRelativeClauseWithoutItsNounIsFound(@TempDir Path folder) throws IOException {
    write(folder, "page.md", "# What is fine?\n\n## Who asks\n\nWhat is fine.\n");
    write(
        folder,
        "x/src/main/java/y/package-info.java",
        "/**\n * Who asks. Then what?\n */\npackage y;\n");
    write(
        folder,
        "x/src/main/java/y/Asked.java",
        """
        /** What is asked? A question. */
        class Asked {
          /** What is asked of {@link A}. */
          String a = "/** What";
        }
        """);
    assertThat(findings(folder))
        .containsExactlyInAnyOrder(
            "page.md:3: \"Who\": use a noun, or a sentence with a subject",
            "x/src/main/java/y/package-info.java:2: \"Who\": use a noun, or a sentence with a"
                + " subject",
            "x/src/main/java/y/Asked.java:3: \"What\": use a noun, or a sentence with a subject");
  }

  @Test
  void everyFrozenScriptExists() throws IOException {
    assertThat(frozen()).allSatisfy(script -> assertThat(ROOT.resolve(script)).isRegularFile());
  }

  private static void write(Path folder, String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private static List<String> findings(Path folder) throws IOException {
    return new Findings(folder, terms(), Set.of(FROZEN))
        .byFile().values().stream().flatMap(List::stream).map(Finding::toString).toList();
  }

  private static Set<String> frozen() throws IOException {
    return Set.copyOf(lines("words/frozen-scripts.txt"));
  }

  private static List<Term> terms() throws IOException {
    return lines("words/terms.tsv").stream()
        .filter(line -> !line.startsWith("#"))
        .map(Term::parse)
        .toList();
  }

  private static List<String> lines(String resource) throws IOException {
    try (InputStream text = TermsTest.class.getClassLoader().getResourceAsStream(resource)) {
      assertThat(text).as(resource).isNotNull();
      return new String(text.readAllBytes(), UTF_8).lines().toList();
    }
  }
}
