package dev.tributary.runtime.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tributary.contracts.id.AudienceId;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.junit.jupiter.api.Test;

class VariantsTest {
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes(@JsonSubTypes.Type(value = Source.OfAudience.class, name = "audience"))
  private sealed interface Source {
    record OfAudience(AudienceId audience, List<AudienceId> others) implements Source {}
  }

  @Test
  void aTypedIdIsAText() {
    Map<String, Schema> variants =
        Variants.describe("Source", OASFactory.createSchema(), Source.class);
    Map<String, Schema> fields = variants.get("SourceAudience").getProperties();
    assertThat(fields.get("audience").getType()).containsExactly(SchemaType.STRING);
    assertThat(fields.get("audience").getProperties()).isNull();
    assertThat(fields.get("others").getItems().getType()).containsExactly(SchemaType.STRING);
  }
}
