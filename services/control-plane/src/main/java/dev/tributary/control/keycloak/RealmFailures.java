package dev.tributary.control.keycloak;

import dev.tributary.control.signin.FailureSource;
import dev.tributary.control.signin.SignInFailure;
import dev.tributary.runtime.tenancy.Caller;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.EventRepresentation;
import org.keycloak.representations.idm.GroupRepresentation;

/**
 * Failed sign-ins in Keycloak's log of events. The service account needs the role {@code
 * view-events} of the client {@code realm-management}. Thread-safe.
 */
public final class RealmFailures implements FailureSource {
  private static final List<String> TYPES = List.of("LOGIN_ERROR");
  private static final String OLDEST_FIRST = "asc";

  private final RealmResource realm;

  public RealmFailures(RealmResource realm) {
    this.realm = realm;
  }

  @Override
  public List<SignInFailure> failures(Instant from, int skip, int limit) {
    String dateFrom = Long.toString(from.toEpochMilli());
    return realm
        .getEvents(TYPES, null, null, dateFrom, null, null, skip, limit, OLDEST_FIRST)
        .stream()
        .map(RealmFailures::failure)
        .toList();
  }

  private static SignInFailure failure(EventRepresentation event) {
    return new SignInFailure(
        event.getId(),
        Instant.ofEpochMilli(event.getTime()),
        event.getUserId(),
        orEmpty(event.getIpAddress()),
        orEmpty(event.getError()));
  }

  private static String orEmpty(@Nullable String value) {
    return Objects.requireNonNullElse(value, "");
  }

  @Override
  public Optional<Holder> holder(String account) {
    try {
      UserResource user = realm.users().get(account);
      String username = user.toRepresentation().getUsername();
      List<String> groups = user.groups().stream().map(GroupRepresentation::getPath).toList();
      Caller caller = Caller.of(account, username, null, groups);
      return Optional.of(new Holder(username, caller.roles().keySet()));
    } catch (WebApplicationException e) {
      Answers.require(e, Response.Status.NOT_FOUND);
      return Optional.empty();
    }
  }
}
