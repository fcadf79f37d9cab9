package dev.tributary.runtime.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergePatchTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The cases of RFC 7396, appendix A. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a":"b"}             | {"a":"c"}                    | {"a":"c"}
          {"a":"b"}             | {"b":"c"}                    | {"a":"b","b":"c"}
          {"a":"b"}             | {"a":null}                   | {}
          {"a":"b","b":"c"}     | {"a":null}                   | {"b":"c"}
          {"a":["b"]}           | {"a":"c"}                    | {"a":"c"}
          {"a":"c"}             | {"a":["b"]}                  | {"a":["b"]}
          {"a":{"b":"c"}}       | {"a":{"b":"d","c":null}}     | {"a":{"b":"d"}}
          {"a":[{"b":"c"}]}     | {"a":[1]}                    | {"a":[1]}
          ["a","b"]             | ["c","d"]                    | ["c","d"]
          {"a":"b"}             | ["c"]                        | ["c"]
          {"a":"foo"}           | null                         | null
          {"a":"foo"}           | "bar"                        | "bar"
          {"e":null}            | {"a":1}                      | {"e":null,"a":1}
          [1,2]                 | {"a":"b","c":null}           | {"a":"b"}
          {}                    | {"a":{"bb":{"ccc":null}}}    | {"a":{"bb":{}}}
          """)
  void aPatchIsAppliedAsTheStandardSays(String target, String patch, String result)
      throws Exception {
    JsonNode before = JSON.readTree(target);
    assertThat(MergePatch.apply(before, JSON.readTree(patch))).isEqualTo(JSON.readTree(result));
    assertThat(before).isEqualTo(JSON.readTree(target));
  }

  record Settings(String name, int limit) {}

  @Test
  void whatDoesNotFitIsToldByItsPlaceAndNamesNoClassOfOurs() throws Exception {
    JsonNode before = JSON.readTree("{\"name\":\"a\",\"limit\":1}");
    for (String patch : List.of("{\"colour\":1}", "{\"limit\":\"x\"}", "[]", "null", "7")) {
      assertThatExceptionOfType(Problem.class)
          .as(patch)
          .isThrownBy(() -> MergePatch.apply(JSON, before, JSON.readTree(patch), Settings.class))
          .satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(Problems.INVALID);
            assertThat(problem.getMessage()).doesNotContain("tributary", "Settings");
            assertThat(problem.errors()).hasSize(1);
          });
    }
    assertThat(MergePatch.apply(JSON, before, JSON.readTree("{\"limit\":2}"), Settings.class))
        .isEqualTo(new Settings("a", 2));
  }
}
