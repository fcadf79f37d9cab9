package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import java.util.List;

/** {@code /account-info/v3}: a caller uses it to check its token. */
public final class AccountApi {
  private record Details(
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
      new Details(
          Account.PORTAL_ID,
          "SANDBOX",
          "Europe/Amsterdam",
          "EUR",
          List.of(),
          "+01:00",
          3_600_000,
          "app.hubspot.example",
          "eu1");

  public Answer details(Call ignored) {
    return Answer.of(200, DETAILS);
  }

  /** The answer to all unknown requests. */
  public Answer unknown(Call call) {
    return Refusal.notFound("No route for %s %s".formatted(call.method(), call.path())).answer();
  }
}
