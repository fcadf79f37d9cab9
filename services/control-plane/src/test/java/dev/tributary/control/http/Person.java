package dev.tributary.control.http;

import dev.tributary.testkit.keycloak.Realm;
import dev.tributary.testkit.keycloak.TestKeycloak;
import dev.tributary.testkit.services.Answer;
import dev.tributary.testkit.services.Requests;
import java.net.http.HttpClient;
import java.util.Map;

/** A person with the token that the gateway would hold for them; nobody before the sign-in. */
final class Person {
  private static final String CLIENT = "people";
  private static final String SECRET = "secret-of-people";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  static {
    Realm.createPasswordClient(CLIENT, SECRET);
  }

  private Api api = Api.withToken("");

  /** Signs in, or gets a newer token. */
  void signIn(String username) {
    api = Api.withToken(trySignIn(username, Realm.PASSWORD).json().path("access_token").asText());
  }

  static Answer trySignIn(String username, String password) {
    return Requests.form(
        HTTP,
        TestKeycloak.tokenUrl(),
        Map.of(
            "grant_type",
            "password",
            "client_id",
            CLIENT,
            "client_secret",
            SECRET,
            "username",
            username,
            "password",
            password));
  }

  Answer get(String path) {
    return api.get(path);
  }

  Answer post(String path, String json) {
    return api.post(path, json);
  }
}
