package dev.tributary.local.infra;

import java.security.SecureRandom;
import java.util.HexFormat;

/** A login. {@code toString} never shows the password. */
public record Credentials(String user, String password) {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int PASSWORD_BYTES = 18;

  static String generatedPassword() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public String toString() {
    return user;
  }
}
