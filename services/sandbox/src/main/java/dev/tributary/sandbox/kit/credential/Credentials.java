package dev.tributary.sandbox.kit.credential;

import dev.tributary.sandbox.Call;
import java.util.List;

/** One way, or several, to prove an account to a vendor. Implementations are thread-safe. */
public interface Credentials {
  /** The result of a check. */
  sealed interface Verdict {
    /**
     * @param account the account that limits belong to
     */
    record Accepted(String account) implements Verdict {}

    record Refused(Reason reason) implements Verdict {}
  }

  /** Why credentials are refused. Most vendors do not tell all of these apart. */
  enum Reason {
    MISSING,
    WRONG,
    EXPIRED,
    REVOKED
  }

  Verdict check(Call call);

  /** From now on only this key or token is accepted. */
  void acceptOnly(String secret);

  /** Restores the initial state. */
  void reset();

  /**
   * Other credentials for the paths that begin so, such as those of a vendor's second API.
   *
   * @param prefix from the root of the sandbox, with the name of the vendor
   */
  static Credentials below(String prefix, Credentials there, Credentials elsewhere) {
    return new CredentialsByPath(prefix, there, elsewhere);
  }

  /**
   * Accepts what one of the parts accepts. The reason of a refusal is that of the first part that
   * found credentials of its kind.
   */
  static Credentials anyOf(List<Credentials> parts) {
    return new AlternativeCredentials(parts);
  }
}
