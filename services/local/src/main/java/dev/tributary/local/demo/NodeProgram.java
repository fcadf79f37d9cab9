package dev.tributary.local.demo;

import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The Node program with the packages of its lock file, in one folder per content of its files. */
final class NodeProgram {

  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", "live.mjs");
  private static final List<String> INSTALL =
      List.of("npm", "ci", "--prefer-offline", "--no-audit", "--no-fund");
  private static final long INSTALL_MINUTES = 5;

  private NodeProgram() {}

  /** The folder; installed now if it was not installed before. */
  static Path installed(Checkout checkout) {
    Path sources = checkout.root().resolve("services/local/src/main/node");
    return checkout
        .cache()
        .filled("demo-node-" + fingerprint(sources), empty -> install(sources, empty));
  }

  private static void install(Path sources, Path folder) throws IOException {
    for (String file : FILES) {
      Files.copy(sources.resolve(file), folder.resolve(file));
    }
    Path log = Files.createTempFile("npm", ".log");
    try {
      Process npm =
          new ProcessBuilder(INSTALL)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (!npm.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES) || npm.exitValue() != 0) {
        npm.destroyForcibly();
        throw new StartFailure("npm ci has failed:\n" + Files.readString(log));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailure("npm ci was interrupted.", e);
    } finally {
      Files.delete(log);
    }
  }

  private static String fingerprint(Path sources) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String file : FILES) {
        digest.update(Files.readAllBytes(sources.resolve(file)));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (IOException e) {
      throw new StartFailure("Cannot read " + sources + ": " + e.getMessage(), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
