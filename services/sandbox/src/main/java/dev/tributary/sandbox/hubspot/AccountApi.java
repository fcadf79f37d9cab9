package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** {@code /account-info/v3}: a caller uses it to check its token. */
public final class AccountApi {
  @RecordBuilder
  record Details(
      int portalId,
      String accountType,
      String timeZone,
      String companyCurrency,
      List<String> additionalCurrencies,
      String utcOffset,
      long utcOffsetMilliseconds,
      String uiDomain,
      String dataHostingLocation) {}

  private static final Details DETAILS =
      AccountApiDetailsBuilder.builder()
          .portalId(Account.PORTAL_ID)
          .accountType("SANDBOX")
          .timeZone("Europe/Amsterdam")
          .companyCurrency("EUR")
          .additionalCurrencies(List.of())
          .utcOffset("+01:00")
          .utcOffsetMilliseconds(3_600_000)
          .uiDomain("app.hubspot.example")
          .dataHostingLocation("eu1")
          .build();

  public Answer details(Call ignored) {
    return Answer.of(200, DETAILS);
  }

  /** The answer to all unknown requests. */
  public Answer unknown(Call call) {
    return Refusal.notFound("No route for %s %s".formatted(call.method(), call.path())).answer();
  }
}
