package dev.tributary.destinations.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.SyncId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
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
    assertThat(text(content.json(FIRST)))
        .isEqualTo("{\"syn_1\":{\"b\":\"Ä\"},\"syn_2\":{\"z\":1.50}}");
    assertThat(content.hash("ann@example.org")).isEqualTo("f4da9912017e51b7a70db59190d8a582");
    assertThat(Content.of(content.json(FIRST), FIRST)).isEqualTo(content);
  }

  @Test
  void theContentOfTheOwnSyncAloneIsStoredWithoutItsId() {
    Content content = Content.NONE.with(FIRST, fields("{\"b\":1.50}"));
    assertThat(text(content.json(FIRST))).isEqualTo("[{\"b\":1.50}]");
    assertThat(Content.of(content.json(FIRST), FIRST)).isEqualTo(content);
    assertThat(text(content.json(SECOND))).isEqualTo("{\"syn_1\":{\"b\":1.50}}");
    assertThat(Content.of(content.json(SECOND), SECOND)).isEqualTo(content);
    assertThat(text(Content.NONE.json(FIRST))).isEqualTo("{}");
    assertThat(text(Content.json(FIRST, fields("{\"b\":1.50}"), List.of())))
        .isEqualTo("[{\"b\":1.50}]");
  }

  /** Instances of the version before must not take it for the content of another sync. */
  @Test
  void theFormWithoutIdsIsNoObject() {
    byte[] stored = Content.NONE.with(FIRST, fields("{}")).json(FIRST);
    assertThatThrownBy(() -> Json.read(stored, new TypeReference<TreeMap<String, ObjectNode>>() {}))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void invalidFieldsAreStoredBesideTheFieldsAndChangeTheHash() {
    Content valid = Content.NONE.with(FIRST, fields("{\"b\":1}"));
    Content invalid = Content.NONE.with(FIRST, fields("{\"b\":1}"), List.of(AGE));
    assertThat(invalid.hash("k")).isNotEqualTo(valid.hash("k"));
    assertThat(invalid.fields()).isEqualTo(valid.fields());
    Content read = Content.of(invalid.json(FIRST), FIRST);
    assertThat(read).isEqualTo(invalid);
    assertThat(read.invalid()).containsExactly(AGE);
    assertThat(read.hash("k")).isEqualTo(invalid.hash("k"));
    assertThat(Content.of(Content.json(FIRST, fields("{\"b\":1}"), List.of(AGE)), FIRST))
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
