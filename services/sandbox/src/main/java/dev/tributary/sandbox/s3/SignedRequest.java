package dev.tributary.sandbox.s3;

import dev.tributary.sandbox.Call;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The header {@code Authorization} of a request, in Signature Version 4.
 *
 * @param names of the headers that are signed
 */
record SignedRequest(
    String accessKeyId, String day, String region, List<String> names, String signature) {
  private static final Pattern FORM =
      Pattern.compile(
          "AWS4-HMAC-SHA256 +Credential=([^/]+)/(\\d{8})/([a-z0-9-]+)/s3/aws4_request, *"
              + "SignedHeaders=([a-z0-9;-]+), *Signature=([0-9a-f]{64})");

  /**
   * @throws IllegalArgumentException if the header has another form
   */
  static SignedRequest of(String authorization) {
    Matcher form = FORM.matcher(authorization);
    if (!form.matches()) {
      throw new IllegalArgumentException("not of Signature Version 4: " + authorization);
    }
    return new SignedRequest(
        form.group(1),
        form.group(2),
        form.group(3),
        List.of(form.group(4).split(";")),
        form.group(5));
  }

  /** Whether the signature is that of this request and this key. */
  boolean fits(Call call, String secret) {
    var headers =
        names.stream()
            .map(name -> name + ":" + call.header(name).orElse("").strip() + "\n")
            .collect(Collectors.joining());
    var query =
        call.queryNames().stream()
            .map(name -> encoded(name) + "=" + encoded(call.query(name).orElse("")))
            .sorted()
            .collect(Collectors.joining("&"));
    var path =
        Arrays.stream(call.path().split("/", -1))
            .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
            .map(SignedRequest::encoded)
            .collect(Collectors.joining("/"));
    var hash = call.header("x-amz-content-sha256").orElse("");
    var request =
        String.join("\n", call.method(), path, query, headers, String.join(";", names), hash);
    var scope = String.join("/", day, region, "s3", "aws4_request");
    var time = call.header("x-amz-date").orElse("");
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (var part : scope.split("/")) {
      key = mac(key, part);
    }
    var text = String.join("\n", "AWS4-HMAC-SHA256", time, scope, sha256(bytes(request)));
    return MessageDigest.isEqual(bytes(HexFormat.of().formatHex(mac(key, text))), bytes(signature));
  }

  static String sha256(byte[] content) {
    return digest("SHA-256", content);
  }

  static String digest(String algorithm, byte[] content) {
    return HexFormat.of().formatHex(hash(algorithm, content));
  }

  static byte[] hash(String algorithm, byte[] content) {
    try {
      return MessageDigest.getInstance(algorithm).digest(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("part of every JDK", e);
    }
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(bytes(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("part of every JDK", e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
