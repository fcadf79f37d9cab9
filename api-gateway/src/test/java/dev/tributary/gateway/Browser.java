package dev.tributary.gateway;

import dev.tributary.testkit.services.Answer;
import dev.tributary.testkit.services.Requests;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a browser does, as far as signing in needs it: keeps cookies per host, follows redirects,
 * fills in Keycloak's form. It remembers every address and cookie that it was given.
 */
final class Browser {
  private static final String SESSION = "__Host-q_session";
  private static final Pattern FORM = Pattern.compile("action=\"([^\"]+)\"");

  private final Map<String, Map<String, String>> cookies = new LinkedHashMap<>();
  private final List<String> seen = new ArrayList<>();
  private final List<String> addresses = new ArrayList<>();

  /** Signs in and answers with the page that it led to. */
  Answer signIn(String username, String password, String returnTo) {
    Answer form = open(GatewayFixture.gatewayUrl() + "/auth/login?return_to=" + returnTo);
    Matcher action = FORM.matcher(new String(form.response().body()));
    if (!action.find()) {
      throw new IllegalStateException("No sign-in form, but status " + form.status());
    }
    URI target = URI.create(action.group(1).replace("&amp;", "&"));
    Map<String, String> fields =
        Map.of("username", username, "password", password, "credentialId", "");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(Requests.encode(fields)));
    return follow(send(request, target), target);
  }

  Answer open(String url) {
    URI target = URI.create(url);
    return follow(send(HttpRequest.newBuilder(target).GET(), target), target);
  }

  /** A request of a script on our page. */
  Answer fetch(String method, String path, String... headers) {
    URI target = URI.create(GatewayFixture.gatewayUrl() + path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target).method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request, target);
  }

  /** The session is over afterwards. */
  void signOut() {
    Answer answer = fetch("POST", "/auth/end", "X-Tributary-CSRF", "1");
    if (answer.status() != 204) {
      throw new IllegalStateException(
          "The sign-out was answered with "
              + answer.status()
              + ": "
              + new String(answer.response().body()));
    }
  }

  /** A change that a script on our page sends. */
  Answer post(String path, String json) {
    URI target = URI.create(GatewayFixture.gatewayUrl() + path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target)
            .header("Content-Type", "application/json")
            .header("X-Tributary-CSRF", "1")
            .POST(BodyPublishers.ofString(json));
    return send(request, target);
  }

  String sessionCookie() {
    return cookies.getOrDefault("localhost", Map.of()).getOrDefault(SESSION, "");
  }

  void setSessionCookie(String value) {
    cookies.computeIfAbsent("localhost", host -> new LinkedHashMap<>()).put(SESSION, value);
  }

  /** Every address, and every cookie of the gateway, that came to this browser. */
  List<String> seen() {
    return seen;
  }

  /** Every address that a redirect led to, in order. */
  List<String> addresses() {
    return addresses;
  }

  private Answer follow(Answer answer, URI from) {
    Answer current = answer;
    URI at = from;
    while (current.status() >= 300 && current.status() < 400) {
      String location = current.header("Location");
      seen.add(location);
      at = at.resolve(location);
      addresses.add(at.toString());
      current = send(HttpRequest.newBuilder(at).GET(), at);
    }
    return current;
  }

  private Answer send(HttpRequest.Builder request, URI target) {
    String sent =
        cookies.getOrDefault(target.getHost(), Map.of()).entrySet().stream()
            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
            .collect(Collectors.joining("; "));
    if (!sent.isEmpty()) {
      request.header("Cookie", sent);
    }
    Answer answer = Api.send(request.build());
    answer.response().headers().allValues("Set-Cookie").forEach(set -> keep(target.getHost(), set));
    return answer;
  }

  private void keep(String host, String setCookie) {
    String[] pair = setCookie.split(";", 2)[0].split("=", 2);
    Map<String, String> ofHost = cookies.computeIfAbsent(host, name -> new LinkedHashMap<>());
    if (setCookie.contains("Max-Age=0")) {
      ofHost.remove(pair[0]);
    } else {
      ofHost.put(pair[0], pair[1]);
    }
    if (host.equals("localhost")) {
      seen.add(setCookie);
    }
  }
}
