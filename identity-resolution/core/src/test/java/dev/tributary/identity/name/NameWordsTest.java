package dev.tributary.identity.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NameWordsTest {

  @Test
  void caseAccentsAndHyphensDoNotMatter() {
    assertThat(NameWords.of("Zoë de-Vries")).containsExactly("zoe", "de", "vries");
    assertThat(NameWords.of("O'Neill  7")).containsExactly("o", "neill", "7");
    assertThat(NameWords.of("王小明")).containsExactly("王小明");
    assertThat(NameWords.of(" %_\\ ")).isEmpty();
  }

  @Test
  void eachStoredWordFollowsABlankAndOccursOnce() {
    assertThat(NameWords.stored(Stream.of("Ann Smith", "ann"))).isEqualTo(" ann smith");
    assertThat(NameWords.stored(Stream.of("-"))).isEmpty();
  }

  @Test
  void aSearchBeginsWithTheLongestWord() {
    assertThat(NameWords.sought("Jo van Vliet jo")).containsExactly("vliet", "van", "jo");
    assertThat(NameWords.sought("a b c d e f g h")).hasSize(6);
  }
}
