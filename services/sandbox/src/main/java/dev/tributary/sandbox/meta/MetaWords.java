package dev.tributary.sandbox.meta;

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

/** Meta's failures, each with a code, and the header with the use of an account. */
final class MetaWords implements VendorWords {
  private static final int INVALID = 100;

  private static Answer error(int status, int code, int subcode, String type, String message) {
    return Answer.of(
        status,
        Map.of(
            "error",
            Map.of(
                "message", message,
                "type", type,
                "code", code,
                "error_subcode", subcode,
                "error_user_msg", message,
                "fbtrace_id", "Asandbox")));
  }

  static Refused invalid(int subcode, String message) {
    return new Refused(error(400, INVALID, subcode, "OAuthException", message));
  }

  /** An object that does not exist, or that the token may not see. */
  static Refused unknownObject(String id) {
    return invalid(33, "Unsupported request. Object with ID '%s' does not exist".formatted(id));
  }

  @Override
  public Answer failure(int status, String message) {
    return error(status, 1, 0, "OAuthException", message);
  }

  @Override
  public Answer unauthorised(Reason reason, Call call) {
    return error(
        400,
        190,
        reason == Reason.MISSING ? 0 : 463,
        "OAuthException",
        "Invalid OAuth access token");
  }

  @Override
  public Answer rateLimited(LimitState exceeded) {
    return error(
        400,
        80_003,
        2_446_079,
        "OAuthException",
        "There have been too many calls to this ad-account.");
  }

  @Override
  public Answer unknown(Call call) {
    return error(400, 2_500, 0, "OAuthException", "Unknown path components: " + call.path());
  }

  @Override
  public Optional<Answer> undocumented(List<Deviation> deviations, Call call) {
    return deviations.stream()
        .filter(each -> each.in().equals("body") && !each.rule().equals("additionalProperties"))
        .findFirst()
        .map(each -> invalid(0, each.pointer() + ": " + each.message()).answer());
  }

  @Override
  public Map<String, String> limitHeaders(List<LimitState> states, Answer answer) {
    if (states.isEmpty()) {
      return Map.of();
    }
    var state = states.getFirst();
    long total = Math.max(1, state.limit().amount());
    return Map.of(
        "X-Business-Use-Case-Usage",
        ("{\"sandbox\":[{\"type\":\"custom_audience\",\"call_count\":%d,\"total_cputime\":0,"
                + "\"total_time\":0,\"estimated_time_to_regain_access\":%d}]}")
            .formatted(
                100 * (total - state.remaining()) / total,
                state.remaining() > 0 ? 0 : Math.ceilDiv(state.secondsToWait(), 60L)));
  }
}
