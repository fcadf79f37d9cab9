package dev.tributary.sandbox.mailchimp;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.kit.Refused;
import dev.tributary.sandbox.kit.VendorWords;
import dev.tributary.sandbox.kit.credential.Credentials.Reason;
import dev.tributary.sandbox.kit.document.Deviation;
import dev.tributary.sandbox.kit.limit.LimitState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * Mailchimp's problems in JSON.
 *
 * @param overload the status of a request above the limit of connections, which has no body
 */
record MailchimpWords(IntSupplier overload) implements VendorWords {
  static Refused invalid(List<Map<String, String>> errors) {
    return new Refused(
        problem(400, "Invalid Resource", "The resource submitted could not be validated.", errors));
  }

  static Refused refused(int status, String title, String detail) {
    return new Refused(problem(status, title, detail, List.of()));
  }

  static Refused notFound() {
    return refused(404, "Resource Not Found", "The requested resource could not be found.");
  }

  private static Answer problem(
      int status, String title, String detail, List<Map<String, String>> errors) {
    var body =
        Map.of(
            "type", "https://mailchimp.com/developer/marketing/docs/errors/",
            "title", title,
            "status", status,
            "detail", detail,
            "instance", "00000000-0000-0000-0000-000000000000",
            "errors", errors);
    return Answer.of(status, body).with(Map.of("Content-Type", "application/problem+json"));
  }

  @Override
  public Answer failure(int status, String message) {
    return problem(status, message, message, List.of());
  }

  @Override
  public Answer unauthorised(Reason reason, Call call) {
    return problem(
        401,
        "API Key Invalid",
        "Your API key may be invalid, or you've attempted the wrong datacenter.",
        List.of());
  }

  @Override
  public Answer rateLimited(LimitState exceeded) {
    return Answer.empty(overload.getAsInt());
  }

  @Override
  public Answer unknown(Call call) {
    return notFound().answer();
  }

  @Override
  public Optional<Answer> undocumented(List<Deviation> deviations, Call call) {
    var errors =
        deviations.stream()
            .map(each -> Map.of("field", each.pointer(), "message", each.message()))
            .toList();
    return Optional.of(invalid(errors).answer());
  }
}
