package dev.tributary.warehouse.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1;",
        "select 1 -- all of it",
        "select 1; -- all of it",
        "select 1 ;; \n -- one\n /* two /* three */ ; */ ;\n"
      })
  void whatFollowsTheStatementIsNoPartOfIt(String sql) {
    assertThat(SqlText.withoutEnd(sql)).isEqualTo("select 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 'a; -- b'",
        "select 'it''s; -- b'",
        "select E'it\\'s; -- b'",
        "select name, 'a\\', \"b; -- c\"",
        "select $$a; -- b$$",
        "select $x$a; $$ -- b$x$",
        "select a /* first */, b",
        "select 1; drop table customers",
        "select 1 /* never closed",
        "select 'never closed ; --",
        "select $1"
      })
  void theStatementItselfStaysAsItIs(String sql) {
    assertThat(SqlText.withoutEnd(sql)).isEqualTo(sql);
    assertThat(SqlText.withoutEnd(sql + "; -- end")).startsWith(sql);
  }
}
