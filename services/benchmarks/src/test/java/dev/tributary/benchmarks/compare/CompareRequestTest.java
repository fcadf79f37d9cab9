package dev.tributary.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareRequestTest {
  @TempDir Path folder;

  @BeforeEach
  void createCheckouts() throws IOException {
    for (String name : List.of("here", "other")) {
      Files.createDirectories(folder.resolve(name));
      Files.createFile(
          folder.resolve(name).resolve("cdp"),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  @Test
  void aCheckoutAndBenchesAreEnough() {
    assertThat(parse("../other", "collector", "identity"))
        .isEqualTo(
            new CompareRequest(
                folder.resolve("other"), List.of("collector", "identity"), 5, false));
  }

  @Test
  void theOptionsMayBeAnywhere() {
    assertThat(parse("--pairs", "3", folder.resolve("other").toString(), "--quick", "chain"))
        .isEqualTo(new CompareRequest(folder.resolve("other"), List.of("chain"), 3, true));
  }

  @Test
  void aRefusalSaysWhatIsAccepted() {
    assertRefused("bench compare needs a checkout and benches", "../other");
    assertRefused("knows collector, chain", "../other", "idle");
    assertRefused("from 1 to 999", "../other", "chain", "--pairs", "0");
    assertRefused("from 1 to 999", "../other", "chain", "--pairs");
    assertRefused("is no checkout", "../missing", "chain");
  }

  private void assertRefused(String reason, String... words) {
    assertThatThrownBy(() -> parse(words))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  private CompareRequest parse(String... words) {
    return CompareRequest.parse(List.of(words), folder.resolve("here"));
  }
}
