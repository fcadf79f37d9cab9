package dev.tributary.warehouse.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.warehouse.table.QueryPosition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ErrorPositionTest {
  private static final String BEFORE = "declare run cursor for ";

  @Test
  void postgreSqlCountsTheCharactersOfTheWholeStatement() {
    String query = "select *\nfrom custmers";
    int character = BEFORE.length() + query.indexOf("custmers") + 1;
    assertThat(ErrorPosition.ofCharacter(character, BEFORE, query))
        .isEqualTo(new QueryPosition(2, 6));
    assertThat(ErrorPosition.ofCharacter(BEFORE.length() + 1, BEFORE, query))
        .isEqualTo(new QueryPosition(1, 1));
  }

  @Test
  void aCharacterOfTwoCodeUnitsIsOneForPostgreSqlAndTwoInTheColumn() {
    String query = "select '😀' as smile, custmer";
    int character = BEFORE.length() + query.indexOf("custmer");
    assertThat(ErrorPosition.ofCharacter(character, BEFORE, query))
        .isEqualTo(new QueryPosition(1, query.indexOf("custmer") + 1));
  }

  @Test
  void aPositionOutsideOfTheQueryIsNone() {
    assertThat(ErrorPosition.ofCharacter(0, BEFORE, "select 1")).isNull();
    assertThat(ErrorPosition.ofCharacter(1, BEFORE, "select 1")).isNull();
    assertThat(ErrorPosition.ofCharacter(1_000, BEFORE, "select 1")).isNull();
    assertThat(ErrorPosition.ofCharacter(BEFORE.length() + 1, BEFORE, "; select 1")).isNull();
  }

  @Test
  void duckDbMarksThePlaceBelowTheLine() {
    assertThat(
            ofDuckDb(
                """
                Catalog Error: Table with name custmers does not exist!
                Did you mean "customers"?

                LINE 4: from custmers
                             ^^^^^^^^\
                """,
                "select\n  name\nfrom custmers"))
        .isEqualTo(new QueryPosition(3, 6));
  }

  @Test
  void aTabTakesNoPlaceInTheMarkAndOneColumn() {
    assertThat(
            ofDuckDb(
                "Binder Error: Referenced column\n\nLINE 3: \tcustmer_id\n        ^^^^^^^^^^",
                "select\n\tcustmer_id\nfrom customers"))
        .isEqualTo(new QueryPosition(2, 2));
  }

  @Test
  void aShortenedLineIsFoundInTheQuery() {
    String before = "a".repeat(70);
    String query = "select %s, custmer_id, %s from t".formatted(before, "b".repeat(90));
    String shown = "..." + "a".repeat(40) + ", custmer_id, " + "b".repeat(40) + "...";
    String mark = " ".repeat("LINE 2: ...".length() + 42) + "^^^^^^^^^^";
    assertThat(ofDuckDb("Binder Error: no\n\nLINE 2: " + shown + "\n" + mark, query))
        .isEqualTo(new QueryPosition(1, query.indexOf("custmer_id") + 1));
  }

  @Test
  void afterCharactersOfUnknownWidthOnlyTheLineIsKnown() {
    assertThat(
            ofDuckDb(
                "Binder Error: no\n\nLINE 2: select '日本' as x, custmer_id\n"
                    + "                             ^^^^^^^^^^",
                "select '日本' as x, custmer_id"))
        .isEqualTo(new QueryPosition(1, null));
  }

  @Test
  void anErrorOutsideOfTheQueryHasNoPosition() {
    assertThat(ofDuckDb("Parser Error: no\n\nLINE 3: ) source_\n        ^", "select 1")).isNull();
    assertThat(ofDuckDb("Parser Error: no\n\nLINE 1: describe\n        ^", "select 1")).isNull();
    assertThat(ofDuckDb("IO Error: no such file", "select 1")).isNull();
  }

  @Test
  void duckDbsParserCountsOctets() {
    String query = "select 'ä'\nform t x";
    assertThat(ErrorPosition.ofOctet("12", query)).isEqualTo(new QueryPosition(2, 1));
    assertThat(ErrorPosition.ofOctet("", query)).isNull();
    assertThat(ErrorPosition.ofOctet("1000", query)).isNull();
  }

  @Test
  void aLineEndsWithLfCrOrBoth() {
    assertThat(QueryPosition.of("a\r\nb\rc\nd", 7)).isEqualTo(new QueryPosition(4, 1));
    assertThat(QueryPosition.of("a\r\nb", 3)).isEqualTo(new QueryPosition(2, 1));
  }

  private static @Nullable QueryPosition ofDuckDb(String message, String query) {
    return ErrorPosition.ofDuckDb(message, 1, query);
  }
}
