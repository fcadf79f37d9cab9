package dev.tributary.destinations.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BoundedMatchTest {

  @Test
  void matchesTheWholeText() {
    assertThat(BoundedMatch.matches(Pattern.compile("[a-z]{1,30}"), "abc")).isTrue();
    assertThat(BoundedMatch.matches(Pattern.compile("[a-z]{1,30}"), "abc1")).isFalse();
    assertThat(BoundedMatch.matches(Pattern.compile("[^\\u0000-\\u001f]*"), "x".repeat(1_000_000)))
        .isTrue();
  }

  /** Without a limit, each of these needs more time than there is. */
  @Test
  void anExpressionThatNeedsExponentialTimeDoesNotMatch() {
    String text = "a".repeat(60) + "!";
    assertThat(BoundedMatch.matches(Pattern.compile("(a|a)*b"), text)).isFalse();
    assertThat(BoundedMatch.matches(Pattern.compile("(a+)+b"), text)).isFalse();
    assertThat(BoundedMatch.matches(Pattern.compile("(.*)*(.*)*(.*)*(.*)*(.*)*b"), text)).isFalse();
    assertThat(BoundedMatch.matches(Pattern.compile("(x+x+)+y"), "x".repeat(60))).isFalse();
  }

  @Test
  void anExpressionThatNeedsTooMuchStackDoesNotMatch() {
    assertThat(BoundedMatch.matches(Pattern.compile("(a|b)*"), "ab".repeat(500_000))).isFalse();
  }
}
