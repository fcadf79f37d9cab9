package dev.tributary.control.signin;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.AdministrationEntry.Act;
import dev.tributary.contracts.audit.AdministrationEntry.Actor;
import dev.tributary.contracts.audit.AdministrationEntry.Origin;
import dev.tributary.contracts.audit.AdministrationEntry.Outcome;
import dev.tributary.contracts.audit.AdministrationEntry.Result;
import dev.tributary.contracts.audit.FieldChange;
import java.util.List;
import java.util.Objects;

/** Makes entries of the trail of administration from failed sign-ins. Thread-safe. */
record FailureEntries(Ids ids) {
  private static final String OPERATION = "failSignIn";

  /**
   * One entry for each workspace of the account.
   *
   * @param alike failures of one account, from one address and with one error, the oldest first
   */
  List<AdministrationEntry> of(List<SignInFailure> alike, FailureSource.Holder holder) {
    SignInFailure first = alike.getFirst();
    return holder.workspaces().stream()
        .sorted()
        .map(workspace ->
            new AdministrationEntry(
                ids.at(Ids.AUDIT_ENTRY, first.at()),
                workspace,
                first.at(),
                new Actor(
                    Objects.requireNonNull(first.account()), holder.username(), Actor.Kind.PERSON),
                new Act(OPERATION, null, null, null),
                new Result(Outcome.FAILED, null, alike.size()),
                new Origin("keycloak", "", first.address().isEmpty() ? null : first.address()),
                List.of(FieldChange.open("/error", null, TextNode.valueOf(words(first.error()))))))
        .toList();
  }

  private static String words(String error) {
    return switch (error) {
      case "invalid_user_credentials" -> "wrong password or code";
      case "user_disabled" -> "the account is disabled";
      case "user_temporarily_disabled" -> "the account is locked after too many failed sign-ins";
      case "expired_code" -> "the sign-in page had expired";
      case "rejected_by_user" -> "the person cancelled the sign-in";
      // Keycloak has many codes, and new versions bring more.
      default -> error.replace('_', ' ');
    };
  }
}
