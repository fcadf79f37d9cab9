package dev.tributary.contracts.id;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.type.MapType;
import dev.tributary.contracts.Json;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every typed id promises: JSON and texts contain the plain id. */
class TypedIdsTest {
  static Stream<Function<String, ?>> makers() {
    return Stream.of(
        AudienceId::new,
        DestinationId::new,
        EventId::new,
        ModelId::new,
        ProfileId::new,
        RunId::new,
        SourceId::new,
        SyncId::new,
        WarehouseId::new,
        WorkspaceId::new);
  }

  @ParameterizedTest
  @MethodSource("makers")
  void jsonAndTextsContainThePlainId(Function<String, ?> maker) {
    Object id = maker.apply("abc_1");
    byte[] written = Json.write(id);
    assertThat(new String(written, UTF_8)).isEqualTo("\"abc_1\"");
    assertThat((Object) Json.read(written, id.getClass())).isEqualTo(id);
    assertThat("" + id).isEqualTo("abc_1");
    assertThat(Json.isText(id.getClass())).isTrue();
  }

  @ParameterizedTest
  @MethodSource("makers")
  void theKeysOfAJsonObjectAreThePlainIds(Function<String, ?> maker) throws IOException {
    Map<?, Integer> byId = Map.of(maker.apply("abc_1"), 1);
    byte[] written = Json.write(byId);
    assertThat(new String(written, UTF_8)).isEqualTo("{\"abc_1\":1}");
    MapType type =
        Json.MAPPER
            .getTypeFactory()
            .constructMapType(TreeMap.class, maker.apply("").getClass(), Integer.class);
    assertThat((Object) Json.MAPPER.readValue(written, type)).isEqualTo(byId);
  }
}
