package dev.tributary.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.infra.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A migration that is missing in its folder's list is never run, and of two with the same number
 * Flyway refuses both: when two branches are merged, either happens without a conflict.
 */
class MigrationListsTest {
  private static final String LIST = "migrations.list";

  static List<Path> folders() throws IOException {
    Path root = Checkout.locate().root();
    List<Path> folders = new ArrayList<>();
    for (Path parent : List.of(root, root.resolve("services"))) {
      try (Stream<Path> modules = Files.list(parent)) {
        modules
            .map(module -> module.resolve("src/main/resources/db"))
            .flatMap(db -> Stream.of(db.resolve("migration"), db.resolve("runtime")))
            .filter(folder -> Files.exists(folder.resolve(LIST)))
            .forEach(folders::add);
      }
    }
    assertThat(folders).as("folders with migrations").hasSizeGreaterThan(5);
    return folders;
  }

  @ParameterizedTest
  @MethodSource("folders")
  void everyMigrationIsListedOnceUnderANumberOfItsOwn(Path folder) throws IOException {
    List<String> listed = Files.readAllLines(folder.resolve(LIST));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(listed)
          .containsExactlyInAnyOrderElementsOf(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".sql"))
                  .toList());
    }
    assertThat(listed.stream().map(name -> name.substring(0, name.indexOf("__"))))
        .doesNotHaveDuplicates();
  }
}
