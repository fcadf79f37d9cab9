package dev.tributary.sandbox.kit.credential;

import dev.tributary.sandbox.Call;
import java.util.Optional;
import java.util.function.Function;

/**
 * A key in a header, after a fixed text such as {@code "Bearer "}, or in the query. Any key is
 * accepted until one is set. All keys belong to one account.
 */
public final class ApiKey implements Credentials {
  private final Function<Call, Optional<String>> source;
  private final String before;
  private final String initial;
  private volatile String accepted;

  /**
   * @param header the name in lower case
   * @param before the text before the key
   * @param accepted the only accepted key; empty for any
   */
  public ApiKey(String header, String before, String accepted) {
    this(call -> call.header(header), before, accepted);
  }

  private ApiKey(Function<Call, Optional<String>> source, String before, String accepted) {
    this.source = source;
    this.before = before;
    this.initial = accepted;
    this.accepted = accepted;
  }

  /** A key in a parameter of the query. */
  public static ApiKey inQuery(String parameter) {
    return new ApiKey(call -> call.query(parameter), "", "");
  }

  /** One key that requests have in a header, after a fixed text, or in a parameter of the query. */
  public static ApiKey inHeaderOrQuery(String header, String before, String parameter) {
    return new ApiKey(
        call -> call.header(header).or(() -> call.query(parameter).map(before::concat)),
        before,
        "");
  }

  @Override
  public Verdict check(Call call) {
    var value = source.apply(call).orElse("");
    if (!value.startsWith(before) || value.length() == before.length()) {
      return new Verdict.Refused(Reason.MISSING);
    }
    return accepted.isEmpty() || value.equals(before + accepted)
        ? new Verdict.Accepted("account")
        : new Verdict.Refused(Reason.WRONG);
  }

  @Override
  public void acceptOnly(String secret) {
    accepted = secret;
  }

  @Override
  public void reset() {
    accepted = initial;
  }
}
