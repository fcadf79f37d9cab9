package dev.tributary.runtime.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.runtime.page.Page;
import org.junit.jupiter.api.Test;

class StoredJavadocTest {
  @Test
  void theCompilerStoresWhatATypeAndItsComponentsMean() {
    assertThat(StoredJavadoc.of(Page.class)).contains("A part of a list.");
    assertThat(StoredJavadoc.ofComponent(Page.class, "nextCursor"))
        .contains("The cursor for the next part; null at the end");
  }

  @Test
  void whatHasNoJavadocHasNoDescription() {
    assertThat(StoredJavadoc.ofComponent(Page.class, "other")).isEmpty();
    assertThat(StoredJavadoc.of(StoredJavadocTest.class)).isEmpty();
  }
}
