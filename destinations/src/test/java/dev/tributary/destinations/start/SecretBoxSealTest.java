package dev.tributary.destinations.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.runtime.secrets.SecretBox;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class SecretBoxSealTest {
  private static final String OLD = "01".repeat(32);
  private static final String NEW = "02".repeat(32);
  private static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_1");
  private static final DestinationId DESTINATION = new DestinationId("dst_1");

  private static SecretBoxSeal seal(String keys) {
    return new SecretBoxSeal(new SecretBox(keys, new SecureRandom()));
  }

  @Test
  void aTextOpensOnlyForItsOrigin() throws Exception {
    SecretBoxSeal seal = seal(OLD);
    String sealed = seal.seal(WORKSPACE, DESTINATION, "token", "here", "text");
    assertThat(seal.open(WORKSPACE, DESTINATION, "token", "here", sealed)).contains("text");
    assertThat(seal.open(WORKSPACE, DESTINATION, "token", "there", sealed)).isEmpty();
    assertThat(seal.open(WORKSPACE, DESTINATION, "attempt", "here", sealed)).isEmpty();
  }

  /** A configuration without the key must not look like a destination that nobody has connected. */
  @Test
  void aMissingKeyIsAFailureOfTheInstallation() {
    String sealed = seal(OLD).seal(WORKSPACE, DESTINATION, "token", "here", "text");
    assertThatThrownBy(() -> seal(NEW).open(WORKSPACE, DESTINATION, "token", "here", sealed))
        .isInstanceOf(StoreFailure.class);
  }

  @Test
  void aTextUnderAnOldKeyGetsTheNewestOne() throws Exception {
    String sealed = seal(OLD).seal(WORKSPACE, DESTINATION, "token", "here", "text");
    SecretBoxSeal both = seal(NEW + "," + OLD);
    String resealed = both.resealed(WORKSPACE, DESTINATION, "token", "here", sealed);
    assertThat(seal(NEW).open(WORKSPACE, DESTINATION, "token", "here", resealed)).contains("text");
    assertThat(both.resealed(WORKSPACE, DESTINATION, "token", "here", resealed))
        .isEqualTo(resealed);
  }
}
