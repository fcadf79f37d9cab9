package dev.tributary.runtime.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class StorableTextTest {
  @Test
  void whatCanBeStoredStaysAsItIs() {
    for (String text : List.of("", "wsp_ours", "Zoë \uD83D\uDE00", "x".repeat(1_000))) {
      assertThat(StorableText.key(text)).isEqualTo(text);
      assertThat(StorableText.of(text, 1_000)).isEqualTo(text);
    }
  }

  @Test
  void whatNoColumnHoldsIsReplaced() {
    assertThat(StorableText.of("a\0b\uD83Dc\uDE00", 100)).isEqualTo("a\uFFFDb\uFFFDc\uFFFD");
  }

  @Test
  void theRestIsCutOffBetweenCharacters() {
    assertThat(StorableText.of("ab\uD83D\uDE00", 5)).isEqualTo("ab");
    assertThat(StorableText.of("ab\uD83D\uDE00", 6)).isEqualTo("ab\uD83D\uDE00");
    assertThat(StorableText.of("\u00E9\u00E9", 3)).isEqualTo("\u00E9");
  }

  @Test
  void twoNamesStayTwoAndFitIntoAnIndex() {
    String longName = "\u20AC".repeat(5_000);
    List<String> names =
        List.of("a\0", "a\0\0", "a\uFFFD", longName, longName + "x", "x".repeat(1_001));
    List<String> stored = names.stream().map(StorableText::key).toList();
    assertThat(stored).doesNotHaveDuplicates();
    for (String each : stored) {
      assertThat(each.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(1_000);
      assertThat(StorableText.key(each)).as("stored again").isEqualTo(each);
    }
  }
}
