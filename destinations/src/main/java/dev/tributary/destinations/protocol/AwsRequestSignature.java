package dev.tributary.destinations.protocol;

import dev.tributary.destinations.connector.Egress.Request;
import dev.tributary.destinations.web.PercentEncoding;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests with AWS Signature Version 4, in the header {@code Authorization}, as <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html">Amazon
 * describes it for S3</a>: each character of the path is encoded once. Pure.
 *
 * @param accessKeyId the id of the key
 * @param now when the request is sent
 */
record AwsRequestSignature(String accessKeyId, String region, String service, Instant now) {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String END = "aws4_request";
  private static final String MAC = "HmacSHA256";
  private static final byte[] NOTHING = {};

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Proxies and clients change these headers, so the signature does not cover them. */
  private static final Set<String> UNSIGNED =
      Set.of("user-agent", "content-length", "connection", "expect", "accept-encoding");

  /**
   * The headers that carry the signature, its time, and the hash of the body.
   *
   * @param key the secret access key
   */
  Map<String, String> headers(String key, Request request) {
    byte[] body = request.body();
    String hash = hex(sha256(body == null ? NOTHING : body));
    String time = TIME.format(now);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("x-amz-date", time);
    headers.put("x-amz-content-sha256", hash);
    SortedMap<String, String> signed = signed(request, headers);
    String names = String.join(";", signed.keySet());
    String canonical =
        String.join(
            "\n",
            request.method(),
            path(request.uri()),
            query(request.uri()),
            signed.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                .collect(Collectors.joining()),
            names,
            hash);
    String day = time.substring(0, time.indexOf('T'));
    String scope = String.join("/", day, region, service, END);
    String signature =
        hex(
            mac(
                signingKey(key, day),
                String.join("\n", ALGORITHM, time, scope, hex(sha256(bytes(canonical))))));
    headers.put(
        "authorization",
        "%s Credential=%s/%s,SignedHeaders=%s,Signature=%s"
            .formatted(ALGORITHM, accessKeyId, scope, names, signature));
    return headers;
  }

  private byte[] signingKey(String key, String day) {
    byte[] derived = bytes("AWS4" + key);
    for (String part : new String[] {day, region, service, END}) {
      derived = mac(derived, part);
    }
    return derived;
  }

  private static SortedMap<String, String> signed(Request request, Map<String, String> added) {
    SortedMap<String, String> signed = new TreeMap<>();
    signed.put("host", host(request.uri()));
    request.headers().forEach((name, value) -> put(signed, name, value));
    added.forEach((name, value) -> put(signed, name, value));
    return signed;
  }

  private static void put(SortedMap<String, String> headers, String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!UNSIGNED.contains(lower)) {
      headers.put(lower, value.strip().replaceAll(" +", " "));
    }
  }

  /** As a client sends it: with a port that is not the one of the scheme. */
  private static String host(URI uri) {
    String host = Objects.requireNonNullElse(uri.getHost(), "");
    int usual = "http".equalsIgnoreCase(uri.getScheme()) ? 80 : 443;
    return uri.getPort() < 0 || uri.getPort() == usual ? host : host + ":" + uri.getPort();
  }

  private static String path(URI uri) {
    String path = Objects.requireNonNullElse(uri.getRawPath(), "");
    return path.isEmpty()
        ? "/"
        : Arrays.stream(path.split("/", -1))
            .map(part -> PercentEncoding.of(decoded(part)))
            .collect(Collectors.joining("/"));
  }

  /** The parameters in the order of their encoded names, then values. */
  private static String query(URI uri) {
    String query = Objects.requireNonNullElse(uri.getRawQuery(), "");
    return Arrays.stream(query.split("&"))
        .filter(parameter -> !parameter.isEmpty())
        .map(parameter -> {
          int end = parameter.indexOf('=');
          String name = end < 0 ? parameter : parameter.substring(0, end);
          String value = end < 0 ? "" : parameter.substring(end + 1);
          return new String[] {
            PercentEncoding.of(decoded(name)), PercentEncoding.of(decoded(value))
          };
        })
        .sorted((one, other) ->
            one[0].equals(other[0]) ? one[1].compareTo(other[1]) : one[0].compareTo(other[0]))
        .map(parameter -> parameter[0] + "=" + parameter[1])
        .collect(Collectors.joining("&"));
  }

  /** A plus is a plus: only forms write a space in this way. */
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(key, MAC));
      return mac.doFinal(bytes(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC is part of every JDK", e);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
