package dev.tributary.testkit.tokens;

import dev.tributary.local.files.ExclusiveFile;
import dev.tributary.testkit.infra.TestRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;

/**
 * The key with which test tokens are signed. A JVM that compiles quickly needs 1.6 s of a processor
 * for a new RSA key, so all JVMs of a {@link TestRun} use the same one.
 */
final class SigningKey {
  private static final int BITS = 2048;

  private SigningKey() {}

  /** The key of this run, or a new one outside of a run. */
  static RSAPrivateCrtKey ofThisRun() {
    return TestRun.current().map(run -> kept(run.directory())).orElseGet(SigningKey::generated);
  }

  /**
   * @param encoded as {@link RSAPrivateCrtKey#getEncoded()} returns it
   */
  static RSAPrivateCrtKey decoded(byte[] encoded) {
    try {
      return (RSAPrivateCrtKey)
          KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("RSA is part of every JDK", e);
    }
  }

  private static RSAPrivateCrtKey kept(Path directory) {
    Path file = directory.resolve("signing.key");
    try {
      ExclusiveFile.lock(
          directory.resolve("signing.lock"),
          () -> {
            if (!Files.exists(file)) {
              Path half = Files.write(directory.resolve("signing.half"), generated().getEncoded());
              Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
            }
          });
      return decoded(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RSAPrivateCrtKey generated() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      return (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("RSA is part of every JDK", e);
    }
  }
}
