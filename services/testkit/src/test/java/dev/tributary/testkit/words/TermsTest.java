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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages, texts, comments and class names use the terms of docs/glossary.md. */
class TermsTest {
  private static final Path ROOT = Checkout.locate().root();

  @Test
  void noFileUsesAWordToAvoid() throws IOException {
    assertThat(new Findings(ROOT, terms()).byFile().values().stream().flatMap(List::stream))
        .as("docs/glossary.md has the terms")
        .isEmpty();
  }

  @Test
  void aFindingHasItsLineAndTheTermToUse(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("page.md"), "# Fine\n\nIt is told.\n`is told`\n```\nis told\n```\n");
    Path texts = Files.createDirectories(folder.resolve("webui/src/texts/en"));
    Files.writeString(texts.resolve("a.json"), "{\n  \"somebody\": \"Set aside\"\n}\n");
    Path api = Files.createDirectories(folder.resolve("docs/reference"));
    Files.writeString(
        api.resolve("openapi.json"), "{\n  \"description\" : \"403 for whoever asks\",\n}\n");
    Files.writeString(
        texts.resolve("../../Page.tsx"), "// For whoever asks\nconst somebody = 1;\n");
    Files.writeString(texts.resolve("../../Page.test.tsx"), "// For whoever asks\n");
    Path main = Files.createDirectories(folder.resolve("x/src/main/java/y"));
    Files.writeString(
        main.resolve("PartingTable.java"),
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
    List<String> found =
        new Findings(folder, terms())
            .byFile().values().stream().flatMap(List::stream).map(Finding::toString).toList();
    assertThat(found)
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
