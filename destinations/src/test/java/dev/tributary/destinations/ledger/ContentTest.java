package dev.tributary.destinations.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.SyncId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContentTest {
  private static final SyncId FIRST = new SyncId("syn_1");
  private static final SyncId SECOND = new SyncId("syn_2");
  private static final InvalidField AGE =
      new InvalidField("age", "/mapping/1", "A text is no number");

  /** Stored before fields could be invalid; another hash would send all records again. */
  @Test
  void theFormAndTheHashOfValidContentAreThoseOfEarlierVersions() {
    Content content =
        Content.NONE.with(SECOND, fields("{\"z\":1.50}")).with(FIRST, fields("{\"b\":\"Ä\"}"));
    assertThat(text(content.json())).isEqualTo("{\"syn_1\":{\"b\":\"Ä\"},\"syn_2\":{\"z\":1.50}}");
    assertThat(content.hash("ann@example.org")).isEqualTo("f4da9912017e51b7a70db59190d8a582");
    assertThat(Content.of(content.json())).isEqualTo(content);
    assertThat(text(Content.json(FIRST, fields("{\"b\":1}"), List.of())))
        .isEqualTo("{\"syn_1\":{\"b\":1}}");
  }

  @Test
  void invalidFieldsAreStoredBesideTheFieldsAndChangeTheHash() {
    Content valid = Content.NONE.with(FIRST, fields("{\"b\":1}"));
    Content invalid = Content.NONE.with(FIRST, fields("{\"b\":1}"), List.of(AGE));
    assertThat(invalid.hash("k")).isNotEqualTo(valid.hash("k"));
    assertThat(invalid.fields()).isEqualTo(valid.fields());
    Content read = Content.of(invalid.json());
    assertThat(read).isEqualTo(invalid);
    assertThat(read.invalid()).containsExactly(AGE);
    assertThat(read.hash("k")).isEqualTo(invalid.hash("k"));
    assertThat(Content.of(Content.json(FIRST, fields("{\"b\":1}"), List.of(AGE))))
        .isEqualTo(invalid);
  }

  @Test
  void theInvalidFieldsOfASyncEndWithItsNextContentAndWithItsContribution() {
    Content content =
        Content.NONE.with(FIRST, fields("{}"), List.of(AGE)).with(SECOND, fields("{\"c\":1}"));
    assertThat(content.invalid()).containsExactly(AGE);
    assertThat(content.with(FIRST, fields("{\"age\":1}")).invalid()).isEmpty();
    assertThat(content.without(FIRST).invalid()).isEmpty();
    assertThat(content.without(SECOND).invalid()).containsExactly(AGE);
  }

  private static ObjectNode fields(String json) {
    return Json.read(json.getBytes(StandardCharsets.UTF_8), ObjectNode.class);
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
