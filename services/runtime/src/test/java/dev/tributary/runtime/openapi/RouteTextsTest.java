package dev.tributary.runtime.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTextsTest {
  @RoutesFor("sync")
  private static class Routes {}

  /** As the subclass that the container makes of a resource. */
  private static final class Intercepted extends Routes {}

  @ParameterizedTest
  @CsvSource({
    "sync,             list{Subject}Versions,    listSyncVersions",
    "audience-builder, read{Subject}Message,     readAudienceBuilderMessage",
    "alert rule,       restore{Subject},         restoreAlertRule",
    "alert rule,       Restore {a subject},      Restore an alert rule",
    "audience,         Versions of {a subject},  Versions of an audience",
    "model,            Restore {a subject},      Restore a model",
    "source,           The {subject} afterwards, The source afterwards",
    "source,           Nothing to fill,          Nothing to fill"
  })
  void aTextSaysItsSubject(String subject, String text, String filled) {
    assertThat(new RouteTexts(subject).filled(text)).isEqualTo(filled);
  }

  @Test
  void thePathHasTheLastWordOfTheSubject() {
    assertThat(new RouteTexts("sync").parameter()).isEqualTo("sync");
    assertThat(new RouteTexts("alert rule").parameter()).isEqualTo("rule");
  }

  @Test
  void theSubjectIsThatOfTheResource() {
    assertThat(RouteTexts.of(Intercepted.class)).isEqualTo(new RouteTexts("sync"));
    assertThatNullPointerException().isThrownBy(() -> RouteTexts.of(RouteTextsTest.class));
  }
}
