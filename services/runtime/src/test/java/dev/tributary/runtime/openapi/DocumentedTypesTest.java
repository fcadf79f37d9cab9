package dev.tributary.runtime.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.Index;
import org.junit.jupiter.api.Test;

class DocumentedTypesTest {
  private static final Schema SCHEMA =
      OASFactory.createSchema().properties(Map.of("field", OASFactory.createSchema()));

  static class One {
    record Thing(String field) {}
  }

  static class Other {
    record Thing(String field) {}
  }

  static class Different {
    record Thing(String other) {}
  }

  @Test
  void theFieldsOfASchemaTellTwoRecordsOfOneNameApart() throws IOException {
    assertThat(types(One.Thing.class, Different.Thing.class).recordOf("Thing", SCHEMA))
        .contains(One.Thing.class);
  }

  @Test
  void twoRecordsOfOneNameAndTheSameFieldsAreAnError() throws IOException {
    DocumentedTypes types = types(One.Thing.class, Other.Thing.class);
    assertThatThrownBy(() -> types.recordOf("Thing", SCHEMA))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("Thing", "One", "Other");
  }

  private static DocumentedTypes types(Class<?>... classes) throws IOException {
    return new DocumentedTypes(Index.of(classes), DocumentedTypesTest.class.getClassLoader());
  }
}
