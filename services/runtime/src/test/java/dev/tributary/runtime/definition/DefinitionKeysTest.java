package dev.tributary.runtime.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.runtime.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionKeysTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bells\u0007",
        "two\nlines",
        "\u001b[31mred",
        "\u0085next",
        "two\u2028lines",
        "\u202Eexe.gpj",
        "hidden\u2066isolate",
        "mark\u200F"
      })
  void aNameThatCouldLookLikeAnotherIsRefusedAtItsPlace(String name) {
    assertThatThrownBy(() -> DefinitionKeys.name(name))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> assertThat(problem.errors().getFirst().pointer()).isEqualTo("/name"))
        .hasMessageContaining("direction of text");
  }

  @Test
  void namesOfEveryScriptAreKept() {
    assertThat(
            DefinitionKeys.name(
                " Kund\u00e4mne \u05d7\u05e0\u05d5\u05ea \u0645\u062a\u062c\u0631\n"))
        .isEqualTo("Kund\u00e4mne \u05d7\u05e0\u05d5\u05ea \u0645\u062a\u062c\u0631");
    // A family of three is joined by U+200D.
    String family = "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67";
    assertThat(DefinitionKeys.name(family)).isEqualTo(family);
  }
}
