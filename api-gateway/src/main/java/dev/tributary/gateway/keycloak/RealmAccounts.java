package dev.tributary.gateway.keycloak;

import dev.tributary.gateway.workspace.Account;
import dev.tributary.gateway.workspace.Invited;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** People's accounts in the realm. Those of API clients are none. */
final class RealmAccounts {
  private static final String SERVICE_ACCOUNT = "service-account-";
  private static final String SET_PASSWORD = "UPDATE_PASSWORD";
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern GROUP = Pattern.compile("/ws/([^/]+)/.+");

  private final RealmResource realm;

  RealmAccounts(RealmResource realm) {
    this.realm = realm;
  }

  static boolean isPerson(UserRepresentation user) {
    return !user.getUsername().startsWith(SERVICE_ACCOUNT);
  }

  static boolean isInvited(UserRepresentation user) {
    return user.getRequiredActions() != null && user.getRequiredActions().contains(SET_PASSWORD);
  }

  Optional<Account> find(String person) {
    return byUsername(person)
        .or(() -> byEmail(person))
        .or(() -> byId(person))
        .filter(RealmAccounts::isPerson)
        .map(this::account);
  }

  private Optional<UserRepresentation> byUsername(String username) {
    return realm.users().searchByUsername(username, true).stream().findFirst();
  }

  private Optional<UserRepresentation> byEmail(String email) {
    return email.contains("@")
        ? realm.users().searchByEmail(email, true).stream().findFirst()
        : Optional.empty();
  }

  private Optional<UserRepresentation> byId(String id) {
    try {
      return ID.matcher(id).matches()
          ? Optional.of(realm.users().get(id).toRepresentation())
          : Optional.empty();
    } catch (WebApplicationException e) {
      Answers.require(e, Response.Status.NOT_FOUND);
      return Optional.empty();
    }
  }

  private Account account(UserRepresentation user) {
    List<String> groups =
        realm.users().get(user.getId()).groups().stream()
            .map(GroupRepresentation::getPath)
            .toList();
    Set<String> workspaces =
        groups.stream()
            .map(GROUP::matcher)
            .filter(Matcher::matches)
            .map(path -> path.group(1))
            .collect(Collectors.toSet());
    boolean otherRights = !groups.stream().allMatch(path -> GROUP.matcher(path).matches());
    return new Account(user.getId(), user.getUsername(), isInvited(user), workspaces, otherRights);
  }

  /** The name is what stands before the @, so that whoever may not see addresses sees a name. */
  Account open(String email) {
    String name = email.substring(0, email.indexOf('@'));
    return Stream.of(name, name + "-" + TemporaryPassword.part())
        .flatMap(username -> create(username, email).stream())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Both names of a new account are taken"));
  }

  private Optional<Account> create(String username, String email) {
    if (byUsername(username).isPresent()) {
      return Optional.empty();
    }
    UserRepresentation user = new UserRepresentation();
    user.setUsername(username);
    user.setEmail(email);
    user.setEnabled(true);
    user.setRequiredActions(List.of(SET_PASSWORD));
    try (Response response = realm.users().create(user)) {
      Answers.require(
          response, response.getStatusInfo().getFamily() == Response.Status.Family.SUCCESSFUL);
      return Optional.of(
          new Account(CreatedResponseUtil.getCreatedId(response), username, true, Set.of(), false));
    }
  }

  Invited welcome(String id) {
    UserResource user = realm.users().get(id);
    try {
      user.executeActionsEmail(List.of(SET_PASSWORD));
      return new Invited(id, true, null);
    } catch (WebApplicationException e) {
      // What Keycloak answers where it has no mail server, or cannot send through it.
      Answers.require(e, Response.Status.INTERNAL_SERVER_ERROR);
      CredentialRepresentation password = new CredentialRepresentation();
      password.setType(CredentialRepresentation.PASSWORD);
      password.setValue(TemporaryPassword.generate());
      password.setTemporary(true);
      user.resetPassword(password);
      return new Invited(id, false, password.getValue());
    }
  }
}
