package dev.tributary.contracts.id;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tributary.contracts.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkspaceIdTest {
  private static final WorkspaceId SHOP = new WorkspaceId("wsp_shop");

  private record Holder(WorkspaceId workspace) {}

  @Test
  void jsonContainsThePlainText() {
    byte[] written = Json.write(new Holder(SHOP));
    assertThat(new String(written, UTF_8)).isEqualTo("{\"workspace\":\"wsp_shop\"}");
    assertThat(Json.read(written, Holder.class)).isEqualTo(new Holder(SHOP));
  }

  @Test
  void anIdCanBeTheKeyOfAJsonObject() {
    byte[] written = Json.write(Map.of(SHOP, 1));
    assertThat(new String(written, UTF_8)).isEqualTo("{\"wsp_shop\":1}");
    assertThat(Json.read(written, new TypeReference<Map<WorkspaceId, Integer>>() {}))
        .isEqualTo(Map.of(SHOP, 1));
  }

  @Test
  void messagesContainThePlainText() {
    assertThat("workspace " + SHOP).isEqualTo("workspace wsp_shop");
  }

  @Test
  void aMissingTextIsAMissingId() {
    assertThat(WorkspaceId.ofNullable(null)).isNull();
    assertThat(WorkspaceId.ofNullable("wsp_shop")).isEqualTo(SHOP);
  }
}
