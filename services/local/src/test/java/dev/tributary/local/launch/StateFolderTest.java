package dev.tributary.local.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.infra.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys and people's data are kept in the state folder: only its owner enters it. */
class StateFolderTest {
  private static final String OWNER_ONLY = "rwx------";

  @TempDir Path directory;

  @Test
  void theLauncherMakesItForItsOwnerOnly() throws Exception {
    Path state = directory.resolve("new");
    try (InstallationLock lock = InstallationLock.acquire(new Checkout(directory, state))) {
      assertThat(lock).isNotNull();
      assertThat(permissions(state)).isEqualTo(OWNER_ONLY);
    }
  }

  @Test
  void theLauncherTakesTheRightsOfOthersAway() throws Exception {
    Path state = open(directory.resolve("old"));
    try (InstallationLock lock = InstallationLock.acquire(new Checkout(directory, state))) {
      assertThat(lock).isNotNull();
      assertThat(permissions(state)).isEqualTo(OWNER_ONLY);
    }
    Prerequisites.check(new Checkout(directory, open(state)));
    assertThat(permissions(state)).isEqualTo(OWNER_ONLY);
  }

  /** Tests make it, too: `./mvnw` starts neither the script nor the launcher. */
  @Test
  void testsMakeItForTheirOwnerOnly() throws Exception {
    Path state = open(directory.resolve("tested"));
    Checkout checkout = new Checkout(directory, state);
    assertThat(checkout.tests()).hasParentRaw(state);
    assertThat(permissions(state)).isEqualTo(OWNER_ONLY);
    Path cache = open(directory.resolve(".cdp"));
    assertThat(checkout.cache().directory()).hasParentRaw(cache);
    assertThat(permissions(cache)).isEqualTo(OWNER_ONLY);
  }

  /** The script makes it before there is a launcher. */
  @Test
  void theScriptMakesItForItsOwnerOnly() throws Exception {
    String script = Checkout.locate().root().resolve("cdp").toString();
    String function = "eval \"$(sed -n '/^own_state()/,/^}/p' \"$0\")\"; umask 022; own_state";
    Path state = directory.resolve(".cdp");
    for (boolean before : List.of(false, true)) {
      if (before) {
        open(state);
      }
      Process shell =
          new ProcessBuilder("bash", "-c", function, script)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .start();
      String printed = new String(shell.getInputStream().readAllBytes(), UTF_8);
      assertThat(shell.waitFor()).as(printed).isZero();
      assertThat(permissions(state)).isEqualTo(OWNER_ONLY);
    }
  }

  private static Path open(Path folder) throws IOException {
    Files.createDirectories(folder);
    return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
