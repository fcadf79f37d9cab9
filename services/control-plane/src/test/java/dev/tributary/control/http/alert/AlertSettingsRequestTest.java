package dev.tributary.control.http.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.control.alert.AlertSettings;
import dev.tributary.control.alert.Thresholds;
import dev.tributary.control.http.alert.AlertSettingsRequest.NewWebhook;
import dev.tributary.runtime.egress.EgressPolicy;
import dev.tributary.runtime.egress.NameResolver;
import dev.tributary.runtime.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Addresses of channels that are not encrypted. */
class AlertSettingsRequestTest {
  private static final String PLAIN = "http://1.1.1.1/alerts";

  private final EgressPolicy policy = new EgressPolicy("127.0.0.0/8", NameResolver.system());

  @Test
  void aNewWebhookWithHttpIsRefusedUnlessItsHostIsListed() {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> webhook(PLAIN).requireEncryption(stored("https://1.1.1.1/a"), policy))
        .satisfies(refused ->
            assertThat(refused.errors())
                .extracting(Problem.At::pointer)
                .containsExactly("/webhook/url"));
    assertThatCode(
            () -> webhook("http://127.0.0.1:9/a").requireEncryption(AlertSettings.NONE, policy))
        .doesNotThrowAnyException();
  }

  @Test
  void aStoredWebhookWithHttpStays() {
    assertThatCode(() -> webhook(PLAIN).requireEncryption(stored(PLAIN), policy))
        .doesNotThrowAnyException();
  }

  private static AlertSettingsRequest webhook(String url) {
    return new AlertSettingsRequest(null, null, new NewWebhook(url, null), null, null);
  }

  private static AlertSettings stored(String url) {
    return new AlertSettings(
        List.of(), null, new AlertSettings.Webhook(url, "sealed"), Thresholds.DEFAULT);
  }
}
