package dev.tributary.sandbox.kit.credential;

import dev.tributary.sandbox.Call;
import java.util.List;

/** Several kinds of credentials, of which a request needs one. */
record AlternativeCredentials(List<Credentials> parts) implements Credentials {
  AlternativeCredentials {
    parts = List.copyOf(parts);
  }

  @Override
  public Verdict check(Call call) {
    Verdict refused = new Verdict.Refused(Reason.MISSING);
    for (var part : parts) {
      var verdict = part.check(call);
      if (verdict instanceof Verdict.Accepted) {
        return verdict;
      }
      if (refused.equals(new Verdict.Refused(Reason.MISSING))) {
        refused = verdict;
      }
    }
    return refused;
  }

  /** The first part has the key that a user enters; the others issue their own tokens. */
  @Override
  public void acceptOnly(String secret) {
    parts.getFirst().acceptOnly(secret);
  }

  @Override
  public void reset() {
    parts.forEach(Credentials::reset);
  }
}
