package dev.tributary.local.launch;

import dev.tributary.local.infra.StartFailure;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;

/**
 * The secrets of this installation. Each is generated (32 random bytes, hexadecimal) when it is
 * first requested, and kept in a file that only its owner may read. Thread-safe.
 */
public final class Secrets {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;

  private final Path file;
  private final Properties known = new Properties();

  public Secrets(Path file) {
    this.file = file;
    try {
      if (Files.exists(file)) {
        try (Reader reader = Files.newBufferedReader(file)) {
          known.load(reader);
        }
      } else {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
    } catch (IOException e) {
      throw new StartFailure("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  public synchronized String secret(String name) {
    String secret = known.getProperty(name);
    if (secret != null) {
      return secret;
    }
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    String generated = HexFormat.of().formatHex(bytes);
    keep(name, generated);
    return generated;
  }

  /** A secret that is stored already. */
  public synchronized Optional<String> known(String name) {
    return Optional.ofNullable(known.getProperty(name));
  }

  /** Stores a secret that was issued elsewhere. */
  public synchronized void keep(String name, String secret) {
    known.setProperty(name, secret);
    try {
      StateFile.write(file, known);
    } catch (IOException e) {
      throw new StartFailure("Cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
