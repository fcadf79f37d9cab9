package dev.tributary.contracts.value;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.definition.DeclaredType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of declared types, as docs/reference/rule-semantics.md has it. */
class ValueReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          number    | 42                     | 42
          number    | "42"                   | 42
          number    | " 42\\n"               | 42
          number    | "+42"                  | 42
          number    | "-0.50"                | -0.5
          number    | "1e3"                  | 1000
          number    | "2.5E-1"               | 0.25
          number    | ""                     |
          number    | "042"                  |
          number    | ".5"                   |
          number    | "5."                   |
          number    | "1,000"                |
          number    | "1.000,5"              |
          number    | "4 2"                  |
          number    | "+-2"                  |
          number    | "0x10"                 |
          number    | "NaN"                  |
          number    | "\u0664"               |
          number    | "1e1000"               |
          number    | "12 EUR"               |
          number    | true                   |
          number    | {"a": 1}               |
          text      | "pro"                  | "pro"
          text      | " pro "                | " pro "
          text      | ""                     | ""
          text      | 42                     | "42"
          text      | 1.0                    | "1"
          text      | 1e3                    | "1000"
          text      | 1e300                  |
          text      | -2.50                  | "-2.5"
          text      | true                   | "true"
          text      | {"a": 1}               |
          boolean   | true                   | true
          boolean   | "TRUE"                 | true
          boolean   | " yes "                | true
          boolean   | "1"                    | true
          boolean   | 1                      | true
          boolean   | 1.0                    | true
          boolean   | "False"                | false
          boolean   | "no"                   | false
          boolean   | "0"                    | false
          boolean   | 0                      | false
          boolean   | 2                      |
          boolean   | "1.0"                  |
          boolean   | "on"                   |
          boolean   | ""                     |
          date-time | "2026-11-20"           | "2026-11-20"
          date-time | " 2026-11-20 "         | "2026-11-20"
          date-time | "2026-11-20T09:30:00Z" | "2026-11-20T09:30:00Z"
          date-time | "2026-11-20 09:30"     | "2026-11-20T09:30"
          date-time | "2026-11-20 09:30:00+01:00" | "2026-11-20T09:30:00+01:00"
          date-time | "2026-02-30"           |
          date-time | "20.11.2026"           |
          date-time | "11/20/2026"           |
          date-time | 1763630000             |
          date-time | true                   |
          number    | ["1", "x", 2, null]    | [1, 2]
          number    | ["x"]                  |
          number    | [["1"]]                |
          number    | []                     | []
          text      | [1, "a"]               | ["1", "a"]
          """)
  void aTypeReadsExactlyWhatThePageNames(String type, String value, String read)
      throws JsonProcessingException {
    JsonNode sent = Json.MAPPER.readTree(value);
    JsonNode found = ValueReader.value(DeclaredType.named(type).orElseThrow(), sent);

    if (read == null) {
      assertThat(found.isMissingNode()).isTrue();
    } else {
      assertThat(found.equals(ValueReaderTest::compare, Json.MAPPER.readTree(read)))
          .as(found.toString())
          .isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          number    | "42"          | false
          number    | "x"           | true
          number    | ""            | true
          number    | null          | false
          number    | ["1", null]   | false
          number    | ["1", "x"]    | true
          number    | []            | false
          text      | {}            | true
          """)
  void aValueFailsOfWhichSomethingCannotBeRead(String type, String value, boolean fails)
      throws JsonProcessingException {
    assertThat(
            ValueReader.fails(DeclaredType.named(type).orElseThrow(), Json.MAPPER.readTree(value)))
        .isEqualTo(fails);
  }

  /** 0 where they are equal, numbers by their value. */
  private static int compare(JsonNode left, JsonNode right) {
    return left.isNumber() && right.isNumber()
        ? left.decimalValue().compareTo(right.decimalValue())
        : left.equals(right) ? 0 : 1;
  }
}
