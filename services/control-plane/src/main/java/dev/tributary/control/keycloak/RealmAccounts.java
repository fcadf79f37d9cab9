package dev.tributary.control.keycloak;

import dev.tributary.control.workspace.Account;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** People's accounts in the realm. */
final class RealmAccounts {
  /**
   * The prefix of the usernames of clients' service accounts; usernames of people never begin so.
   */
  private static final String RESERVED = "service-account-";

  private static final String RESERVED_REPLACEMENT = "person-";
  private static final int SHORTEST = 3;
  private static final Pattern PROHIBITED = Pattern.compile("[^A-Za-z0-9._-]");
  private static final String SET_PASSWORD = "UPDATE_PASSWORD";

  /** Begins the label of a password that an invitation's link has given. */
  private static final String LABEL = "Temporary password of an invitation";

  private final RealmResource realm;

  RealmAccounts(RealmResource realm) {
    this.realm = realm;
  }

  static boolean isInvited(UserRepresentation user) {
    return user.getRequiredActions() != null && user.getRequiredActions().contains(SET_PASSWORD);
  }

  Optional<Account> account(String id) {
    try {
      return Optional.of(account(realm.users().get(id).toRepresentation()));
    } catch (WebApplicationException e) {
      Answers.require(e, Response.Status.NOT_FOUND);
      return Optional.empty();
    }
  }

  private Account account(UserRepresentation user) {
    boolean verified = Boolean.TRUE.equals(user.isEmailVerified());
    boolean invited = isInvited(user) && hasNoPasswordOfTheirOwn(user.getId());
    return new Account(
        user.getId(), user.getUsername(), invited, verified ? user.getEmail() : null);
  }

  /** Keycloak removes the label from a password when another one takes its place. */
  private boolean hasNoPasswordOfTheirOwn(String id) {
    List<CredentialRepresentation> credentials = realm.users().get(id).credentials();
    return credentials.isEmpty()
        || passwords(credentials)
            .anyMatch(password ->
                password.getUserLabel() != null && password.getUserLabel().startsWith(LABEL));
  }

  private static Stream<CredentialRepresentation> passwords(
      List<CredentialRepresentation> credentials) {
    return credentials.stream()
        .filter(each -> CredentialRepresentation.PASSWORD.equals(each.getType()));
  }

  /** The username is the part before the @, so that users who may not see addresses see a name. */
  Account open(String name, @Nullable String verifiedEmail) {
    String username = username(name);
    String free = verifiedEmail == null || isTaken(verifiedEmail) ? null : verifiedEmail;
    return Stream.of(username, username + "-" + TemporaryPassword.part())
        .flatMap(candidate -> create(candidate, free).stream())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Both names of a new account are taken"));
  }

  private static String username(String name) {
    int at = name.indexOf('@');
    String plain = PROHIBITED.matcher(at < 0 ? name : name.substring(0, at)).replaceAll("-");
    String username =
        plain.regionMatches(true, 0, RESERVED, 0, RESERVED.length())
            ? RESERVED_REPLACEMENT + plain.substring(RESERVED.length())
            : plain;
    return username.length() < SHORTEST ? username + "-" + TemporaryPassword.part() : username;
  }

  private boolean isTaken(String email) {
    return !realm.users().searchByEmail(email, true).isEmpty();
  }

  private Optional<Account> create(String username, @Nullable String verifiedEmail) {
    UserRepresentation user = new UserRepresentation();
    user.setUsername(username);
    user.setEmail(verifiedEmail);
    user.setEmailVerified(verifiedEmail != null);
    user.setEnabled(true);
    user.setRequiredActions(List.of(SET_PASSWORD));
    try (Response response = realm.users().create(user)) {
      if (response.getStatus() == Response.Status.CONFLICT.getStatusCode()) {
        return Optional.empty();
      }
      Answers.require(
          response, response.getStatusInfo().getFamily() == Response.Status.Family.SUCCESSFUL);
      return Optional.of(
          new Account(CreatedResponseUtil.getCreatedId(response), username, true, verifiedEmail));
    }
  }

  String temporaryPassword(String id) {
    CredentialRepresentation password = new CredentialRepresentation();
    password.setType(CredentialRepresentation.PASSWORD);
    password.setValue(TemporaryPassword.generate());
    password.setTemporary(true);
    UserResource user = realm.users().get(id);
    user.resetPassword(password);
    // Keycloak refuses a label that an earlier password has had.
    passwords(user.credentials())
        .forEach(each ->
            user.setCredentialUserLabel(each.getId(), LABEL + " " + TemporaryPassword.part()));
    return password.getValue();
  }
}
