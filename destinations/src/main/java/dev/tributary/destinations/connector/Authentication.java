package dev.tributary.destinations.connector;

import com.fasterxml.jackson.annotation.JsonValue;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How requests prove who sends them. The engine adds it to each request, so that no connector
 * handles a secret. Texts such as a user name can be settings or secrets of the destination.
 *
 * <p>An address begins with {@code https://} and may contain names of settings in braces, such as
 * {@code https://{subdomain}.example.com/oauth/token}. If the destination has a base URL of its
 * own, only the path of the address is used. Each of these settings must be a choice or a part of
 * the origin, as must the client id, and the issuer and the subject of a statement: who cannot read
 * the secrets cannot choose who gets them.
 */
public sealed interface Authentication {
  /** The form of an authentication, for people who connect a destination. */
  enum Form {
    /** Requests carry no credentials. */
    NONE,
    /** The protocol has its own, such as the user and password of a database. */
    PROTOCOL,
    BEARER_TOKEN,
    API_KEY,
    /** A user name and a password. */
    BASIC,
    /** Requests are signed with a shared secret. */
    SIGNATURE,
    AWS_SIGNATURE,
    /** A user of the vendor signs in and consents. */
    OAUTH_AUTHORIZATION_CODE,
    OAUTH_CLIENT_CREDENTIALS,
    /** A statement that is signed with a private key. */
    OAUTH_JWT_BEARER,
    /** A registration that proves itself with a private key. */
    OAUTH_CLIENT_ASSERTION;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The form of a connector. */
    static Form of(Connector connector) {
      Form form = of(connector.authentication());
      boolean hasSecrets =
          connector.manifest().settings().stream().anyMatch(Manifest.Setting::secret);
      return form == NONE && hasSecrets ? PROTOCOL : form;
    }

    private static Form of(Authentication authentication) {
      return switch (authentication) {
        case None none -> NONE;
        case Bearer bearer -> BEARER_TOKEN;
        case StandardWebhooks signed -> SIGNATURE;
        case ApiKey key -> API_KEY;
        case Basic basic -> BASIC;
        case Signature signed -> SIGNATURE;
        case AwsSignature signed -> AWS_SIGNATURE;
        case OAuth(Grant grant, String address) -> of(grant);
        case CsrfSession(Authentication within, String address) -> of(within);
      };
    }

    private static Form of(Grant grant) {
      return switch (grant) {
        case Grant.ClientCredentials credentials -> OAUTH_CLIENT_CREDENTIALS;
        case Grant.AuthorizationCode code -> OAUTH_AUTHORIZATION_CODE;
        case Grant.JwtBearer bearer -> OAUTH_JWT_BEARER;
        case Grant.ClientAssertion assertion -> OAUTH_CLIENT_ASSERTION;
      };
    }
  }

  /** Requests carry no credentials, or the protocol has its own. */
  record None() implements Authentication {}

  /**
   * {@code Authorization: Bearer} with a token (RFC 6750). Without the secret, requests have no
   * such header.
   *
   * @param secret the secret setting that holds the token
   */
  record Bearer(String secret) implements Authentication {}

  /**
   * A signature by Standard Webhooks 1.0 over the header {@code webhook-id}, the time and the body.
   * Without the secret, requests are not signed.
   *
   * @param secret the secret setting that holds the key
   */
  record StandardWebhooks(String secret) implements Authentication {}

  /**
   * A key that is sent as it is, in a header or in the query. Without the secret, requests have no
   * key.
   *
   * @param secret the secret setting that holds the key
   */
  record ApiKey(String secret, Position position) implements Authentication {
    /** Where requests have the key. */
    public sealed interface Position {}

    /**
     * @param prefix text before the key, such as {@code "Klaviyo-API-Key "}; empty for none
     */
    public record Header(String name, String prefix) implements Position {}

    /** A parameter of the query. */
    public record Query(String name) implements Position {}
  }

  /**
   * {@code Authorization: Basic} (RFC 7617). Without the secret, requests have no such header.
   *
   * @param user the setting that holds the user name
   * @param suffix text after the user name, such as {@code /token}; empty for none
   * @param secret the secret setting that holds the password
   */
  record Basic(String user, String suffix, String secret) implements Authentication {}

  /**
   * A keyed hash (HMAC) over parts of the request. Without the secret, requests are not signed.
   *
   * @param secret the secret setting that holds the key, which is used as UTF-8
   * @param algorithm of {@code javax.crypto.Mac}
   * @param parts what is signed, in order
   * @param separator between the parts
   * @param header that has the signature
   * @param prefix text before the signature, such as {@code "sha256="}; empty for none
   * @param timestampHeader that has the time in seconds since 1970; null if the vendor wants none
   */
  @RecordBuilder
  record Signature(
      String secret,
      Algorithm algorithm,
      List<Part> parts,
      String separator,
      String header,
      String prefix,
      Encoding encoding,
      @Nullable String timestampHeader)
      implements Authentication {

    /** The hash functions. */
    public enum Algorithm {
      HMAC_SHA_256("HmacSHA256"),
      HMAC_SHA_512("HmacSHA512");

      private final String standardName;

      Algorithm(String standardName) {
        this.standardName = standardName;
      }

      public String standardName() {
        return standardName;
      }
    }

    /** A part of a request that a signature covers. */
    public enum Part {
      METHOD,
      HOST,
      /** The path as it is sent. */
      PATH,
      /** The query as it is sent, without the question mark; empty if there is none. */
      QUERY,
      /** The time in seconds since 1970. */
      TIMESTAMP,
      BODY
    }

    /** The text of a signature. */
    public enum Encoding {
      HEX,
      BASE64
    }
  }

  /**
   * AWS Signature Version 4 in the header {@code Authorization}, over the method, the address, all
   * headers and the body. Requests have the time ({@code x-amz-date}) and the SHA-256 of their body
   * ({@code x-amz-content-sha256}). Without the secret, requests are not signed.
   *
   * @param accessKeyId the setting with the id of the key
   * @param secret the secret setting that holds the secret access key
   * @param region the setting with the region
   * @param defaultRegion the region if the setting is empty
   * @param service as AWS names it in signatures, such as {@code s3}
   */
  record AwsSignature(
      String accessKeyId, String secret, String region, String defaultRegion, String service)
      implements Authentication {}

  /**
   * {@code Authorization: Bearer} with an access token that the engine gets from an authorization
   * server (RFC 6749), keeps until it expires, and shares between instances.
   *
   * @param tokenAddress where tokens are requested
   */
  record OAuth(Grant grant, String tokenAddress) implements Authentication {}

  /**
   * A token against forged requests and the cookies of its session, as SAP asks for them. A {@code
   * GET} with {@code X-CSRF-Token: Fetch} returns both; every request has both.
   *
   * @param within how the session itself is authenticated
   * @param address of the {@code GET}, which changes nothing
   */
  record CsrfSession(Authentication within, String address) implements Authentication {}

  /** The reason for which an authorization server gives an access token. */
  sealed interface Grant {
    /** The registration that the customer has at the vendor (RFC 6749, section 4.4). */
    record ClientCredentials(Client client, List<String> scopes) implements Grant {}

    /**
     * The consent of a user of the vendor (RFC 6749, section 4.1, with RFC 7636). Refresh tokens
     * may change with each use.
     *
     * @param address where the user consents
     * @param parameters further parameters of this address
     */
    record AuthorizationCode(
        Client client, String address, List<String> scopes, Map<String, String> parameters)
        implements Grant {}

    /**
     * A signed statement about who asks (RFC 7523, section 2.1), with RS256.
     *
     * @param issuer the setting with the issuer
     * @param subject the setting with the user for whom the token is; null for none
     * @param aud the claim of this name
     * @param key the secret setting with the private key: PEM, PKCS #8
     * @param keyId the setting with the id of the key; null for none
     */
    record JwtBearer(
        String issuer,
        @Nullable String subject,
        String aud,
        String key,
        @Nullable String keyId,
        List<String> scopes)
        implements Grant {}

    /**
     * The registration that the customer has at the vendor, with a signed statement in the place of
     * a secret (RFC 7523, section 2.2), with PS256. The statement is about the address of the
     * authorization server, and has the scopes.
     *
     * @param client the setting with the client id
     * @param key the secret setting with the private key: PEM, PKCS #8
     * @param keyId the setting with the id of the key; null for none
     */
    record ClientAssertion(String client, String key, @Nullable String keyId, List<String> scopes)
        implements Grant {}
  }

  /**
   * The registration that the customer has at the vendor.
   *
   * @param id the setting with the client id
   * @param secret the secret setting with the client secret
   */
  record Client(String id, String secret, Placement placement) {
    /** Where token requests have the client id and the secret. */
    public enum Placement {
      /** {@code Authorization: Basic}. */
      HEADER,
      /** {@code client_id} and {@code client_secret} in the form. */
      BODY
    }
  }
}
