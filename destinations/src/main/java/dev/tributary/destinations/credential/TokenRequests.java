package dev.tributary.destinations.credential;

import dev.tributary.destinations.connector.Authentication.Client;
import dev.tributary.destinations.connector.Authentication.Grant;
import dev.tributary.destinations.connector.Authentication.OAuth;
import dev.tributary.destinations.connector.Egress.Request;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Target;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Builds the requests for tokens (RFC 6749, RFC 7523, RFC 7636). Pure.
 *
 * @param target with its secrets
 */
record TokenRequests(OAuth oauth, Target target) {
  private static final String GRANT_TYPE = "grant_type";
  private static final String CLIENT_CREDENTIALS = "client_credentials";
  private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final String CLIENT_ASSERTION =
      "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  /**
   * A request for the next token.
   *
   * @param refreshToken null if there is none
   * @throws EgressFailure if a setting is missing
   */
  Request next(@Nullable String refreshToken, Instant now) throws EgressFailure {
    Map<String, String> form = new LinkedHashMap<>();
    return switch (oauth.grant()) {
      case Grant.ClientCredentials(Client client, var scopes) -> {
        form.put(GRANT_TYPE, CLIENT_CREDENTIALS);
        if (!scopes.isEmpty()) {
          form.put("scope", String.join(" ", scopes));
        }
        yield request(form, client);
      }
      case Grant.AuthorizationCode code -> {
        form.put(GRANT_TYPE, "refresh_token");
        form.put("refresh_token", refreshToken == null ? "" : refreshToken);
        yield request(form, code.client());
      }
      case Grant.JwtBearer bearer -> {
        form.put(GRANT_TYPE, JWT_BEARER);
        form.put("assertion", assertion(bearer, now));
        yield request(form, null);
      }
      case Grant.ClientAssertion client -> {
        form.put(GRANT_TYPE, CLIENT_CREDENTIALS);
        form.put("client_assertion_type", CLIENT_ASSERTION);
        form.put("client_assertion", assertion(client, now));
        yield request(form, null);
      }
    };
  }

  /**
   * A request for the first token, after a user has consented.
   *
   * @throws EgressFailure if a setting is missing
   */
  Request ofCode(Grant.AuthorizationCode grant, String code, String verifier, String redirect)
      throws EgressFailure {
    Map<String, String> form = new LinkedHashMap<>();
    form.put(GRANT_TYPE, "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", redirect);
    form.put("code_verifier", verifier);
    return request(form, grant.client());
  }

  private Request request(Map<String, String> form, @Nullable Client client) throws EgressFailure {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("accept", "application/json");
    headers.put("content-type", "application/x-www-form-urlencoded");
    if (client != null) {
      String id = target.text(client.id());
      String secret = target.text(client.secret());
      switch (client.placement()) {
        case HEADER -> headers.put("authorization", basic(id, secret));
        case BODY -> {
          form.put("client_id", id);
          form.put("client_secret", secret);
        }
      }
    }
    return new Request(
        "POST",
        Addresses.of(target, oauth.tokenAddress()),
        headers,
        encoded(form).getBytes(StandardCharsets.UTF_8));
  }

  private String assertion(Grant.JwtBearer bearer, Instant now) throws EgressFailure {
    return signed(
        new JwtAssertion(
            JwtAssertion.Algorithm.RS256,
            target.text(bearer.issuer()),
            optional(bearer.subject()),
            bearer.aud(),
            String.join(" ", bearer.scopes()),
            optional(bearer.keyId())),
        bearer.key(),
        now);
  }

  private String assertion(Grant.ClientAssertion client, Instant now) throws EgressFailure {
    String id = target.text(client.client());
    return signed(
        new JwtAssertion(
            JwtAssertion.Algorithm.PS256,
            id,
            id,
            Addresses.of(target, oauth.tokenAddress()).toString(),
            String.join(" ", client.scopes()),
            optional(client.keyId())),
        client.key(),
        now);
  }

  private String signed(JwtAssertion assertion, String key, Instant now) throws EgressFailure {
    try {
      return assertion.signed(target.text(key), now);
    } catch (JwtAssertion.InvalidKey e) {
      String words = String.valueOf(e.getMessage());
      throw EgressFailure.notSent(new Outcome.Unauthorised(words), words);
    }
  }

  private @Nullable String optional(@Nullable String setting) {
    String text = setting == null ? "" : target.text(setting);
    return text.isEmpty() ? null : text;
  }

  /** RFC 6749, section 2.3.1: both parts are encoded before they are joined. */
  private static String basic(String id, String secret) {
    String pair = encoded(id) + ":" + encoded(secret);
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
