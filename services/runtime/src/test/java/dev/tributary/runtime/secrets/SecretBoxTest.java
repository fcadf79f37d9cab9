package dev.tributary.runtime.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.contracts.id.WorkspaceId;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretBoxTest {
  private static final String OLD = "01".repeat(32);
  private static final String NEW = "02".repeat(32);
  private static final SecretPlace PLACE =
      new SecretPlace(new WorkspaceId("wsp_a"), "dst_1", "apiKey");
  private static final String SECRET = "pat-eu1-\u00fc\ud83d\ude00";

  private final SecretBox box = box(OLD);

  @Test
  void whatIsSealedOpensAtItsPlace() {
    assertThat(box.open(PLACE, box.seal(PLACE, SECRET))).isEqualTo(SECRET);
    assertThat(box.open(PLACE, box.seal(PLACE, ""))).isEmpty();
  }

  @Test
  void theSameSecretNeverLooksTheSame() {
    Set<String> sealed = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      sealed.add(box.seal(PLACE, SECRET));
    }
    assertThat(sealed).hasSize(1_000).noneMatch(text -> text.contains(SECRET));
  }

  @Test
  void itOpensAtNoOtherPlace() {
    String sealed = box.seal(PLACE, SECRET);
    for (SecretPlace other :
        new SecretPlace[] {
          new SecretPlace(new WorkspaceId("wsp_b"), "dst_1", "apiKey"),
          new SecretPlace(new WorkspaceId("wsp_a"), "dst_2", "apiKey"),
          new SecretPlace(new WorkspaceId("wsp_a"), "dst_1", "secret"),
          new SecretPlace(new WorkspaceId("wsp_adst_1"), "", "apiKey"),
          new SecretPlace(new WorkspaceId("wsp_"), "adst_1", "apiKey")
        }) {
      assertThatThrownBy(() -> box.open(other, sealed)).isInstanceOf(SecretUnreadable.class);
    }
  }

  @Test
  void everyAlteredCharacterIsNoticed() {
    String sealed = box.seal(PLACE, SECRET);
    for (int i = 0; i < sealed.length(); i++) {
      char other = sealed.charAt(i) == 'A' ? 'B' : 'A';
      String altered = sealed.substring(0, i) + other + sealed.substring(i + 1);
      assertThatThrownBy(() -> box.open(PLACE, altered))
          .as("character %d", i)
          .isInstanceOf(SecretUnreadable.class)
          .hasMessageNotContaining(SECRET);
    }
  }

  @Test
  void aDataKeyDoesNotFitAnotherSecret() {
    String[] one = box.seal(PLACE, "one").split("\\.");
    String[] two = box.seal(PLACE, "two").split("\\.");
    String mixed = String.join(".", one[0], one[1], one[2], two[3]);
    assertThatThrownBy(() -> box.open(PLACE, mixed)).isInstanceOf(SecretUnreadable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "...", "v1.a.b.c", "v1....", "v3.a.b.c", "v1.\u0000.!.!", "plain text"})
  void whatIsNoSealedSecretIsRefused(String text) {
    assertThatThrownBy(() -> box.open(PLACE, text)).isInstanceOf(SecretUnreadable.class);
  }

  @Test
  void afterARotationOldSecretsOpenAndMoveOver() {
    String sealed = box.seal(PLACE, SECRET);
    SecretBox rotated = box(NEW + "," + OLD);
    assertThat(rotated.open(PLACE, sealed)).isEqualTo(SECRET);

    String moved = rotated.resealed(PLACE, sealed);
    assertThat(moved).isNotEqualTo(sealed);
    assertThat(rotated.resealed(PLACE, moved)).isEqualTo(moved);
    assertThat(box(NEW).open(PLACE, moved)).isEqualTo(SECRET);
    assertThatThrownBy(() -> box(NEW).open(PLACE, sealed))
        .isInstanceOf(SecretUnreadable.class)
        .hasMessageContaining("not configured");
    assertThatThrownBy(() -> box(NEW).open(PLACE, rotated.seal(PLACE, SECRET).replace("v1", "v0")))
        .isInstanceOf(SecretUnreadable.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "zz", "0101010101010101010101010101010101", ","})
  void aKeyThatIsNot32BytesIsRefusedWithoutBeingShown(String key) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> box(key))
        .withMessageNotContaining("0101");
  }

  @Test
  void aSecretForOneAddressOpensForNoOther() {
    String sealed = box.seal(at("db.example.com:5432"), SECRET);
    assertThat(box.open(at("db.example.com:5432"), sealed)).isEqualTo(SECRET);
    for (String other : new String[] {"attacker.example:5432", "db.example.com:5433", ""}) {
      assertThatThrownBy(() -> box.open(at(other), sealed)).isInstanceOf(SecretUnreadable.class);
      assertThatThrownBy(() -> box(NEW + "," + OLD).resealed(at(other), sealed))
          .isInstanceOf(SecretUnreadable.class);
    }
    String downgraded = "v1" + sealed.substring(2);
    assertThatThrownBy(() -> box.open(at("attacker.example:5432"), downgraded))
        .isInstanceOf(SecretUnreadable.class);
    SecretBox rotated = box(NEW + "," + OLD);
    String moved = rotated.resealed(at("db.example.com:5432"), sealed);
    assertThat(box(NEW).open(at("db.example.com:5432"), moved)).isEqualTo(SECRET);
  }

  @Test
  void aSecretFromBeforeOriginsOpensAndIsBoundByResealing() {
    String before = box.seal(PLACE, SECRET);
    assertThat(before).startsWith("v1.");
    assertThat(box.open(at("db.example.com:5432"), before)).isEqualTo(SECRET);
    String bound = box.resealed(at("db.example.com:5432"), before);
    assertThat(bound).startsWith("v2.");
    assertThat(box.resealed(at("db.example.com:5432"), bound)).isEqualTo(bound);
    assertThat(box.open(at("db.example.com:5432"), bound)).isEqualTo(SECRET);
    assertThatThrownBy(() -> box.open(at("attacker.example:5432"), bound))
        .isInstanceOf(SecretUnreadable.class);
  }

  private static SecretPlace at(String origin) {
    return new SecretPlace(PLACE.workspace(), PLACE.object(), PLACE.field(), origin);
  }

  private static SecretBox box(String keys) {
    return new SecretBox(keys, new SecureRandom());
  }
}
