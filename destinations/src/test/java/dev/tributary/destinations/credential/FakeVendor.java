package dev.tributary.destinations.credential;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tributary.contracts.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A vendor with an authorization server. Refresh tokens change with each use; a refresh token that
 * is used twice revokes the grant. The resource {@code /me} names the account of the caller.
 */
final class FakeVendor implements AutoCloseable {
  static final String CLIENT_ID = "client-1";
  static final String CLIENT_SECRET = "client secret&1";

  final AtomicInteger tokenRequests = new AtomicInteger();
  final AtomicInteger csrfRequests = new AtomicInteger();
  final List<Map<String, String>> forms = new CopyOnWriteArrayList<>();
  final List<String> targets = new CopyOnWriteArrayList<>();
  final List<Map<String, String>> headers = new CopyOnWriteArrayList<>();

  /** All tokens that were ever issued: no exchange may show one. */
  final List<String> issued = new CopyOnWriteArrayList<>();

  volatile long lifetime = 3600;
  volatile String account = "acct-1";
  volatile int failures;
  volatile boolean cutAfterEffect;

  /** Whether a used refresh token is accepted for some time, as some vendors do. */
  volatile boolean forgiving;

  /** Whether every access token is refused. */
  volatile boolean refusing;

  /** Whether the user has no right, whatever the token is. */
  volatile boolean forbidding;

  /** Whether it gives refresh tokens. */
  volatile boolean refreshing = true;

  /** Whether it refuses statements that are signed. */
  volatile boolean refusingStatements;

  volatile @Nullable CountDownLatch slow;

  private final HttpServer server;
  private final Set<String> valid = new HashSet<>();
  private final Map<String, String> challenges = new HashMap<>();
  private @Nullable String refresh;
  private final Set<String> used = new HashSet<>();
  private @Nullable String csrf;
  private int number;

  FakeVendor() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/token", exchange -> answer(exchange, this::token));
    server.createContext("/me", exchange -> answer(exchange, this::me));
    server.createContext("/odata", exchange -> answer(exchange, this::odata));
    server.start();
  }

  private record Reply(int status, String body, Map<String, List<String>> headers) {
    Reply(int status, String body) {
      this(status, body, Map.of());
    }
  }

  private interface Handler {
    @Nullable Reply answer(HttpExchange exchange, String body);
  }

  private static void answer(HttpExchange exchange, Handler handler) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Reply reply = handler.answer(exchange, body);
    if (reply == null) {
      exchange.close();
      return;
    }
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    reply.headers().forEach((name, values) -> exchange.getResponseHeaders().put(name, values));
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** The user consents at the address of the vendor: returns the code and the state. */
  synchronized Map<String, String> consent(URI address) {
    Map<String, String> query = form(address.getRawQuery());
    if (!"S256".equals(query.get("code_challenge_method"))) {
      throw new AssertionError("no PKCE");
    }
    String code = "code-" + ++number;
    challenges.put(code, query.get("code_challenge"));
    return Map.of("code", code, "state", query.get("state"));
  }

  /** The present access tokens end. */
  synchronized void expireTokens() {
    valid.clear();
  }

  /** A user of the vendor withdraws the grant. */
  synchronized void revoke() {
    refresh = null;
    valid.clear();
  }

  synchronized void endCsrfSession() {
    csrf = null;
  }

  private @Nullable Reply token(HttpExchange exchange, String body) {
    tokenRequests.incrementAndGet();
    Map<String, String> form = form(body);
    forms.add(form);
    await(slow);
    synchronized (this) {
      if (failures > 0) {
        failures--;
        return new Reply(503, "");
      }
      if (!form.getOrDefault("grant_type", "").endsWith("jwt-bearer") && !client(exchange, form)) {
        return new Reply(401, "{\"error\":\"invalid_client\"}");
      }
      Reply reply =
          switch (form.getOrDefault("grant_type", "")) {
            case "authorization_code" -> ofCode(form);
            case "refresh_token" -> refreshed(form);
            default ->
                refusingStatements
                    ? new Reply(400, "{\"error\":\"invalid_grant\"}")
                    : granted(false);
          };
      if (cutAfterEffect) {
        cutAfterEffect = false;
        return null;
      }
      return reply;
    }
  }

  private static void await(@Nullable CountDownLatch latch) {
    try {
      if (latch != null) {
        latch.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean client(HttpExchange exchange, Map<String, String> form) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    if (header == null) {
      return CLIENT_ID.equals(form.get("client_id"))
          && CLIENT_SECRET.equals(form.get("client_secret"));
    }
    String[] pair =
        new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8)
            .split(":", 2);
    return CLIENT_ID.equals(decoded(pair[0])) && CLIENT_SECRET.equals(decoded(pair[1]));
  }

  private Reply ofCode(Map<String, String> form) {
    String challenge = challenges.remove(form.getOrDefault("code", ""));
    return challenge != null && challenge.equals(s256(form.getOrDefault("code_verifier", "")))
        ? granted(refreshing)
        : new Reply(400, "{\"error\":\"invalid_grant\",\"error_description\":\"bad code\"}");
  }

  private Reply refreshed(Map<String, String> form) {
    String token = form.getOrDefault("refresh_token", "");
    boolean again = used.contains(token);
    if (again && !forgiving) {
      revoke();
    }
    if (!token.equals(refresh) && !(again && forgiving)) {
      return new Reply(
          400, "{\"error\":\"invalid_grant\",\"error_description\":\"not valid: " + token + "\"}");
    }
    used.add(token);
    return granted(true);
  }

  private Reply granted(boolean withRefresh) {
    String access = "access-token-" + ++number;
    valid.add(access);
    issued.add(access);
    ObjectNode body =
        Json.MAPPER
            .createObjectNode()
            .put("access_token", access)
            .put("token_type", "bearer")
            .put("expires_in", lifetime);
    if (withRefresh) {
      refresh = "refresh-token-" + ++number;
      issued.add(refresh);
      body.put("refresh_token", refresh);
    }
    return new Reply(200, body.toString());
  }

  private synchronized Reply me(HttpExchange exchange, String body) {
    Map<String, String> all = new HashMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> all.put(name, values.getFirst()));
    headers.add(all);
    targets.add(exchange.getRequestURI().toString());
    String header = all.getOrDefault("Authorization", "");
    if (header.startsWith("Bearer ") && (refusing || !valid.contains(header.substring(7)))) {
      return new Reply(401, "{\"error\":\"invalid_token\",\"seen\":\"" + header + "\"}");
    }
    return new Reply(200, "{\"account\":\"" + account + "\",\"seen\":\"" + header + "\"}");
  }

  private synchronized Reply odata(HttpExchange exchange, String body) {
    String token = exchange.getRequestHeaders().getFirst("x-csrf-token");
    if ("Fetch".equals(token)) {
      csrfRequests.incrementAndGet();
      csrf = "csrf-token-" + ++number;
      issued.add(csrf);
      issued.add("cookie-" + csrf);
      return new Reply(
          200,
          "{}",
          Map.of(
              "x-csrf-token",
              List.of(csrf),
              "set-cookie",
              List.of("SAP=cookie-" + csrf + "; path=/; secure", "lb=node-1")));
    }
    if (forbidding) {
      return new Reply(403, "No authorisation");
    }
    String cookies = exchange.getRequestHeaders().getFirst("cookie");
    if (csrf == null
        || !csrf.equals(token)
        || !("SAP=cookie-" + csrf + "; lb=node-1").equals(cookies)) {
      return new Reply(
          403, "CSRF token validation failed", Map.of("x-csrf-token", List.of("Required")));
    }
    return new Reply(200, "{\"account\":\"" + account + "\"}");
  }

  private static Map<String, String> form(String text) {
    Map<String, String> form = new HashMap<>();
    for (String pair : text.split("&")) {
      String[] parts = pair.split("=", 2);
      form.put(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
    }
    return form;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static String s256(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The values of one field of all token requests. */
  List<String> formValues(String field) {
    List<String> values = new ArrayList<>();
    forms.forEach(form -> values.add(form.getOrDefault(field, "")));
    return values;
  }
}
