package dev.tributary.local.launch;

import dev.tributary.local.infra.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Remembers which build of a service has migrated the database, so that a start does not need a
 * second JVM. Losing this state is harmless: migrating again changes nothing.
 */
record Migration(Installation installation, Service service) {

  void runOnce(Runnable migrate) {
    Path memory = installation.directory(service.name()).resolve("migrated");
    try {
      String build = fingerprint();
      if (Files.exists(memory) && Files.readString(memory).equals(build)) {
        return;
      }
      migrate.run();
      StateFile.write(memory, build);
    } catch (IOException e) {
      throw new StartFailure("Cannot tell whether " + service.name() + " has migrated", e);
    }
  }

  /**
   * A hash of all files that can contain migrations: the service's jar, and our own jars among its
   * libraries.
   */
  private String fingerprint() throws IOException {
    Path application = service.application(installation.checkout().root());
    MessageDigest digest = sha256();
    addJars(digest, application.resolve("app"), "");
    addJars(digest, application.resolve("lib/main"), "dev.tributary.");
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void addJars(MessageDigest digest, Path folder, String prefix) throws IOException {
    List<Path> jars;
    try (Stream<Path> files = Files.list(folder)) {
      jars = files.filter(jar -> folder.relativize(jar).toString().startsWith(prefix)).toList();
    }
    for (Path jar : jars.stream().sorted().toList()) {
      digest.update(Files.readAllBytes(jar));
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
