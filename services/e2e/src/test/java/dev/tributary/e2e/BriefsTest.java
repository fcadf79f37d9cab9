package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each brief of {@link Briefs} has a test. It starts nothing. */
class BriefsTest {
  private static final Path TABLE =
      Path.of(
          System.getProperty("tributary.root"),
          "services",
          "e2e",
          "src",
          "test",
          "java",
          "dev",
          "tributary",
          "e2e",
          "Briefs.java");

  private static final Pattern TEST = Pattern.compile("\\{@link[\\s*]+(\\w+)#(\\w+)}");

  @Test
  void eachBriefNamesTestsThatExist() throws IOException, ClassNotFoundException {
    List<String> briefs = Stream.of(Files.readString(TABLE).split("<li>")).skip(1).toList();
    assertThat(briefs).hasSize(Briefs.COUNT);
    for (String brief : briefs) {
      List<MatchResult> tests = TEST.matcher(brief).results().toList();
      assertThat(tests).as(brief).isNotEmpty();
      for (MatchResult test : tests) {
        assertThat(testsOf(test.group(1))).as(test.group()).contains(test.group(2));
      }
    }
  }

  private static List<String> testsOf(String name) throws ClassNotFoundException {
    // Its installation is started by an initializer, which must not run here.
    Class<?> type =
        Class.forName(
            BriefsTest.class.getPackageName() + "." + name,
            false,
            BriefsTest.class.getClassLoader());
    return Stream.of(type.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .map(Method::getName)
        .toList();
  }
}
