package dev.tributary.local.launch;

import dev.tributary.local.files.Directories;
import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.StartFailure;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.util.List;

/** The requirements for the machine. */
public final class Prerequisites {

  private static final long NEEDED_MEGABYTES = 1_024;

  private Prerequisites() {}

  /**
   * @throws StartFailure with what is missing, in one sentence
   */
  public static void check(Checkout checkout) {
    checkDisk(checkout);
    if ("root".equals(System.getProperty("user.name"))) {
      checkUserNamespaces();
    }
  }

  private static void checkDisk(Checkout checkout) {
    try {
      Directories.ownerOnly(checkout.state());
      FileStore disk = Files.getFileStore(checkout.state());
      long free = disk.getUsableSpace() >> 20;
      if (free < NEEDED_MEGABYTES) {
        throw new StartFailure(
            "Only %d MB are free on the disk of %s; %d MB are needed."
                .formatted(free, checkout.state(), NEEDED_MEGABYTES));
      }
    } catch (IOException e) {
      throw new StartFailure("Cannot write to " + checkout.state() + ": " + e.getMessage(), e);
    }
  }

  private static void checkUserNamespaces() {
    String remedy = "PostgreSQL does not run as root here (%s): use an ordinary user.";
    try {
      int exitCode =
          new ProcessBuilder(List.of("unshare", "-U", "true"))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      if (exitCode != 0) {
        throw new StartFailure(remedy.formatted("user namespaces are forbidden"));
      }
    } catch (IOException e) {
      throw new StartFailure(remedy.formatted("unshare of util-linux is missing"), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
