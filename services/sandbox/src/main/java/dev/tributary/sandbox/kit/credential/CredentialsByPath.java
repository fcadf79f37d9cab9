package dev.tributary.sandbox.kit.credential;

import dev.tributary.sandbox.Call;

/** Other credentials for the paths with a prefix. */
record CredentialsByPath(String prefix, Credentials there, Credentials elsewhere)
    implements Credentials {
  @Override
  public Verdict check(Call call) {
    return (call.path().startsWith(prefix) ? there : elsewhere).check(call);
  }

  /** The main API has the key that a user enters. */
  @Override
  public void acceptOnly(String secret) {
    elsewhere.acceptOnly(secret);
  }

  @Override
  public void reset() {
    there.reset();
    elsewhere.reset();
  }
}
