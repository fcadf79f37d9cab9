package dev.tributary.sandbox.kit.credential;

import dev.tributary.sandbox.Call;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Basic authentication (RFC 7617). Any user is accepted until {@code user:password} is set, or a
 * password that goes with any user. The account is the user.
 */
public final class BasicCredentials implements Credentials {
  private static final String SCHEME = "Basic ";

  /** A user with a password, or a client with its secret. */
  record Pair(String user, String password) {}

  private volatile String accepted = "";

  @Override
  public Verdict check(Call call) {
    if (!call.header("authorization").orElse("").startsWith(SCHEME)) {
      return new Verdict.Refused(Reason.MISSING);
    }
    var pair = pair(call);
    return pair.filter(this::accepts).isPresent()
        ? new Verdict.Accepted(pair.get().user())
        : new Verdict.Refused(Reason.WRONG);
  }

  private boolean accepts(Pair pair) {
    return accepted.isEmpty()
        || accepted.equals(
            accepted.contains(":") ? pair.user() + ":" + pair.password() : pair.password());
  }

  /** The user and the password in the header, if it has them. */
  static Optional<Pair> pair(Call call) {
    var value = call.header("authorization").filter(text -> text.startsWith(SCHEME)).orElse(SCHEME);
    try {
      var decoded = Base64.getDecoder().decode(value.substring(SCHEME.length()).strip());
      var text = new String(decoded, StandardCharsets.UTF_8);
      int colon = text.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(new Pair(text.substring(0, colon), text.substring(colon + 1)));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  @Override
  public void acceptOnly(String secret) {
    accepted = secret;
  }

  @Override
  public void reset() {
    accepted = "";
  }
}
