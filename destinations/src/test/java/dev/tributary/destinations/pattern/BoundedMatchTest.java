package dev.tributary.destinations.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** A matcher reads no character of these, so no limit of steps ends it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "(?:(?:^){20000}){20000}x",
        "(?:(?:){20000}){20000}x",
        "(?:(?=){20000}){20000}x",
        "(?:\\G{20000}){20000}x",
        "(?:(?:^){2000000000}){2000000000}x",
        "(?:(?:^){100}){100}x",
        "(?:^)?(?:^)?x",
        "(?:^|^)(?:|)x",
        "(?:a|b*|c?)x",
        "(?:a?b*)+x",
        "(?<=a)b",
        "(a)\\1",
        "\\Q(\\E)*",
        "(?x)a# (\n*",
        "[a[b]]",
        "[a&&b]",
        "[]a]",
        "a{1001}",
        "a{2,}{3}",
        "a{5,2000}",
        "a{",
        "(a",
        "a)",
        "(?i)*a",
        "\\b*a",
        "a**"
      })
  void anExpressionWhoseWorkCannotBeCountedIsRefused(String expression) {
    assertThatThrownBy(() -> BoundedMatch.compile(expression))
        .isInstanceOf(PatternSyntaxException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[a-z0-9][a-z0-9-]{0,62}",
        "(?i)(?!tributary_)[^\\u0000-\\u001f]{1,255}",
        "(?!(Id|id)$)[A-Za-z]\\w*",
        "(?!(?i:gsid)$)[A-Za-z]+",
        "us[0-9]{1,3}|eu",
        "(?:[a-z]+\\.){1,5}[a-z]{2,}",
        "(?<name>a|b?)c",
        "a*+b+?c??",
        "\\p{L}+[\\]^-]\\x{41}",
        ""
      })
  void usualExpressionsAreAccepted(String expression) {
    assertThat(BoundedMatch.compile(expression).pattern()).isEqualTo(expression);
  }

  @Test
  void anExpressionThatNeedsTooMuchStackDoesNotMatch() {
    assertThat(BoundedMatch.matches(Pattern.compile("(a|b)*"), "ab".repeat(500_000))).isFalse();
  }

  @Test
  void matchesShareTheirWork() {
    Pattern pattern = BoundedMatch.compile("[a-z]+");
    BoundedMatch.Work work = new BoundedMatch.Work(1_000);
    assertThat(BoundedMatch.matches(pattern, "a".repeat(100), work)).isTrue();
    assertThat(work.isSpent()).isFalse();
    for (int i = 0; i < 20; i++) {
      BoundedMatch.matches(pattern, "a".repeat(100), work);
    }
    assertThat(work.isSpent()).isTrue();
  }
}
