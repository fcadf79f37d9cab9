package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tributary.testkit.lane.Lane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the README and the guides ask their reader to type is typed, and prints what they say. The
 * gating lane types what the README has, the soak lane all pages.
 */
@Tag("soak-journeys")
class GuideTest {
  private static final Path ROOT = Path.of(System.getProperty("tributary.root"));
  private static GuideShell shell;

  @BeforeAll
  static void start() throws Exception {
    shell = GuideShell.of(Stack.started());
    shell.run("./cdp up --detach");
    shell.run("./cdp demo --customers 200 --without-live");
  }

  static Stream<Guide> guides() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
      List<Path> pages = files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
      return Stream.concat(Stream.of(ROOT.resolve("README.md")), pages.stream())
          .map(Guide::read)
          .filter(guide -> !guide.blocks().isEmpty());
    }
  }

  static Stream<Guide> typed() throws IOException {
    return Lane.current() == Lane.SOAK ? guides() : guides().limit(1);
  }

  @ParameterizedTest
  @MethodSource("typed")
  void everyCommandDoesWhatThePageSays(Guide guide) throws Exception {
    List<Guide.Block> blocks = guide.blocks(Guide.Kind.RUN);
    List<String> printed = shell.runAll(guide, blocks);
    for (int i = 0; i < blocks.size(); i++) {
      Guide.Block block = blocks.get(i);
      if (block.prints().isPresent()) {
        assertThat(printed.get(i)).as("%s:%d", guide, block.line()).contains(block.prints().get());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("guides")
  void whatIsNotTypedCanBeRead(Guide guide) throws Exception {
    for (Guide.Block block : guide.blocks(Guide.Kind.NOT_RUN)) {
      assertThat(shell.read(block)).as("%s:%d", guide, block.line()).isZero();
    }
  }

  @Test
  void aCommandThatNoTestWouldFindIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Guide.parse("page.md", List.of("Do:", "", "    curl localhost")))
        .withMessageContaining("page.md:3");
  }
}
