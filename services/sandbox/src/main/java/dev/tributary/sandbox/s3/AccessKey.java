package dev.tributary.sandbox.s3;

import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.kit.credential.Credentials;

/** One access key. A control request changes it by {@code id:secret}. */
final class AccessKey implements Credentials {
  static final String ID = "AKIASANDBOX";
  static final String SECRET = "sandbox-secret";

  private volatile String id = ID;
  private volatile String secret = SECRET;

  @Override
  public Verdict check(Call call) {
    var authorization = call.header("authorization").orElse("");
    if (authorization.isEmpty()) {
      return new Verdict.Refused(Reason.MISSING);
    }
    try {
      var signed = SignedRequest.of(authorization);
      return signed.accessKeyId().equals(id) && signed.fits(call, secret)
          ? new Verdict.Accepted(id)
          : new Verdict.Refused(Reason.WRONG);
    } catch (IllegalArgumentException e) {
      return new Verdict.Refused(Reason.WRONG);
    }
  }

  boolean knows(Call call) {
    return call.header("authorization").orElse("").contains("Credential=" + id + "/");
  }

  @Override
  public void acceptOnly(String accepted) {
    int end = accepted.indexOf(':');
    if (end < 1) {
      throw new IllegalArgumentException("The token must be an id, a colon and a secret");
    }
    id = accepted.substring(0, end);
    secret = accepted.substring(end + 1);
  }

  @Override
  public void reset() {
    id = ID;
    secret = SECRET;
  }
}
