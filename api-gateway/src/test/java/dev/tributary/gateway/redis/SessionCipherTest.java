package dev.tributary.gateway.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SessionCipherTest {
  private final SessionCipher cipher = new SessionCipher("a secret of thirty-two characters");

  @Test
  void aSessionIsOpenedAsItWasSealedAndNoTwoSealsAreEqual() throws GeneralSecurityException {
    byte[] plain = "a session".getBytes(UTF_8);
    String sealed = cipher.seal("name", plain);
    assertThat(cipher.open("name", sealed)).isEqualTo(plain);
    assertThat(cipher.seal("name", plain)).isNotEqualTo(sealed);
  }

  /** Otherwise all users would have to sign in again after an upgrade. */
  @Test
  void aSessionOfAFormerVersionIsOpened() throws GeneralSecurityException {
    String sealed = "/adaK2asPh8DSbKONM54tU4iiQBcI2kSiadWJQGjF8mhpR8=";
    assertThat(cipher.open("name", sealed)).isEqualTo("content".getBytes(UTF_8));
  }

  @Test
  void aSessionOfAnotherNameOrSecretIsNotOpened() {
    String sealed = cipher.seal("name", "a session".getBytes(UTF_8));
    assertThatThrownBy(() -> cipher.open("other", sealed))
        .isInstanceOf(GeneralSecurityException.class);
    SessionCipher other = new SessionCipher("another secret of thirty-two characters");
    assertThatThrownBy(() -> other.open("name", sealed))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void aChangedOrShortOrStrangeTextIsNotOpened() {
    byte[] changed = Base64.getDecoder().decode(cipher.seal("name", new byte[40]));
    changed[20] ^= 1;
    for (String text :
        new String[] {Base64.getEncoder().encodeToString(changed), "", "AAAA", "%"}) {
      assertThatThrownBy(() -> cipher.open("name", text))
          .as(text)
          .isInstanceOf(GeneralSecurityException.class);
    }
  }

  @Test
  void aShortSecretIsRefused() {
    assertThatThrownBy(() -> new SessionCipher("short"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32");
  }
}
