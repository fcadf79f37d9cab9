package dev.tributary.audience.rule.describe;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The web UI has the same cases, in {@code humanName.test.ts}. */
class HumanNameTest {
  /**
   * @param parts the words of each part of a path
   */
  record Case(String name, List<String> parts) {}

  static Stream<Case> cases() throws IOException {
    try (InputStream file = HumanNameTest.class.getResourceAsStream("/human-names.json")) {
      return Stream.of(Json.MAPPER.readValue(requireNonNull(file), Case[].class));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aNameIsInWordsAndAPathKeepsItsDots(Case each) {
    assertThat(HumanName.of(each.name())).isEqualTo(String.join(".", each.parts()));
  }
}
