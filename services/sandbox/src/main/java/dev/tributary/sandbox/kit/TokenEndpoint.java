package dev.tributary.sandbox.kit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.kit.credential.IssuedTokens;
import dev.tributary.sandbox.kit.credential.IssuedTokens.Issue;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The token endpoint of OAuth 2.0 (RFC 6749, section 5). */
public final class TokenEndpoint {
  private TokenEndpoint() {}

  /**
   * Issues a token, or refuses with 400 and the code of the RFC.
   *
   * @param vendor changes the answer as the vendor deviates from the RFC
   */
  public static Answer answer(IssuedTokens tokens, Call call, UnaryOperator<ObjectNode> vendor) {
    return switch (tokens.issue(call)) {
      case Issue.Refused(var error) ->
          Answer.of(400, Map.of("error", error, "error_description", error));
      case Issue.Issued(var access, var refresh, var lifetime) -> {
        var body =
            Json.LENIENT
                .createObjectNode()
                .put("access_token", access)
                .put("token_type", "Bearer")
                .put("expires_in", lifetime.toSeconds());
        yield Answer.of(
            200, vendor.apply(refresh == null ? body : body.put("refresh_token", refresh)));
      }
    };
  }
}
