package dev.tributary.contracts.id;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tributary.contracts.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProfileIdTest {
  private static final ProfileId ANN = new ProfileId("prf_1");

  private record Holder(ProfileId profile) {}

  @Test
  void jsonContainsThePlainText() {
    byte[] written = Json.write(new Holder(ANN));
    assertThat(new String(written, UTF_8)).isEqualTo("{\"profile\":\"prf_1\"}");
    assertThat(Json.read(written, Holder.class)).isEqualTo(new Holder(ANN));
  }

  @Test
  void anIdCanBeTheKeyOfAJsonObject() {
    byte[] written = Json.write(Map.of(ANN, 1));
    assertThat(new String(written, UTF_8)).isEqualTo("{\"prf_1\":1}");
    assertThat(Json.read(written, new TypeReference<Map<ProfileId, Integer>>() {}))
        .isEqualTo(Map.of(ANN, 1));
  }

  @Test
  void messagesContainThePlainText() {
    assertThat("profile " + ANN).isEqualTo("profile prf_1");
  }

  @Test
  void aMissingIdHasNoText() {
    assertThat(ProfileId.textOf(null)).isNull();
    assertThat(ProfileId.textOf(ANN)).isEqualTo("prf_1");
  }

  @Test
  void aMissingTextIsAMissingId() {
    assertThat(ProfileId.ofNullable(null)).isNull();
    assertThat(ProfileId.ofNullable("prf_1")).isEqualTo(ANN);
  }
}
