package dev.tributary.control.keycloak;

import java.security.SecureRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Passwords that are read aloud or typed once: about 110 bits, without letters that look alike. */
final class TemporaryPassword {
  private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";
  private static final int PARTS = 4;
  private static final int PART = 5;
  private static final SecureRandom RANDOM = new SecureRandom();

  private TemporaryPassword() {}

  static String generate() {
    return IntStream.range(0, PARTS).mapToObj(part -> part()).collect(Collectors.joining("-"));
  }

  static String part() {
    return RANDOM
        .ints(PART, 0, LETTERS.length())
        .mapToObj(at -> String.valueOf(LETTERS.charAt(at)))
        .collect(Collectors.joining());
  }
}
