package dev.tributary.testkit.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.infra.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The glossary has one term for each concept, with one definition. */
class GlossaryTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| ([^|]+) \\| ([^|]+) \\|$");

  private static final Pattern END_OF_SENTENCE = Pattern.compile("[.!?](?=\\s|$)");

  private static List<MatchResult> rows;

  @BeforeAll
  static void read() throws IOException {
    String page = Files.readString(Checkout.locate().root().resolve("docs/glossary.md"));
    rows = ROW.matcher(page).results().filter(row -> !row.group(1).equals("term")).toList();
  }

  @Test
  void eachTermHasOneDefinitionThatIsASentence() {
    assertThat(rows).extracting(row -> row.group(1)).doesNotHaveDuplicates();
    assertThat(rows).extracting(row -> row.group(2)).allMatch(GlossaryTest::isOneSentence);
  }

  @Test
  void aDefinitionOfTwoSentencesIsFound() {
    assertThat(isOneSentence("A tenant: each object belongs to one, for example 1.5.")).isTrue();
    assertThat(isOneSentence("A tenant. Each object belongs to one.")).isFalse();
    assertThat(isOneSentence("A tenant")).isFalse();
  }

  @Test
  void theTermsOfTheFieldAreDefined() {
    assertThat(rows)
        .extracting(row -> row.group(1))
        .contains(
            "event",
            "trait",
            "identifier",
            "profile",
            "merge",
            "unmerge",
            "cut",
            "evidence",
            "conflict",
            "suggestion",
            "quarantine",
            "redrive",
            "replay",
            "rebuild",
            "dry run",
            "backfill",
            "connected component",
            "watermark",
            "tick",
            "lease",
            "fence",
            "desired state",
            "delivered state",
            "destination",
            "connector",
            "sync",
            "delivery",
            "outcome",
            "publish",
            "caller",
            "user");
  }

  private static boolean isOneSentence(String text) {
    return text.endsWith(".") && END_OF_SENTENCE.matcher(text).results().count() == 1;
  }
}
