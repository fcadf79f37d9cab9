package dev.tributary.destinations.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Egress.Request;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The examples that Amazon publishes for S3, and further cases. */
class AwsRequestSignatureTest {
  private static final String KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  private static final AwsRequestSignature SIGNATURE =
      new AwsRequestSignature(
          "AKIAIOSFODNN7EXAMPLE", "us-east-1", "s3", Instant.parse("2013-05-24T00:00:00Z"));

  @Test
  void aFileIsReadAsInTheExample() {
    assertThat(authorization("GET", "/test.txt", Map.of("Range", "bytes=0-9"), null))
        .isEqualTo(
            "AWS4-HMAC-SHA256"
                + " Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
  }

  @Test
  void aFileIsWrittenAsInTheExample() {
    Map<String, String> headers =
        Map.of(
            "Date", "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class", "REDUCED_REDUNDANCY");
    assertThat(authorization("PUT", "/test$file.text", headers, "Welcome to Amazon S3."))
        .contains("SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class,")
        .endsWith("Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
  }

  @Test
  void aParameterWithoutAValueIsSignedAsInTheExample() {
    assertThat(authorization("GET", "/?lifecycle", Map.of(), null))
        .endsWith("Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
  }

  @Test
  void theParametersOfAListAreSignedAsInTheExampleInAnyOrder() {
    String signature = "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7";
    assertThat(authorization("GET", "/?max-keys=2&prefix=J", Map.of(), null)).endsWith(signature);
    assertThat(authorization("GET", "/?prefix=J&max-keys=2", Map.of(), null)).endsWith(signature);
  }

  @Test
  void theTimeAndTheHashOfTheBodyAreHeaders() {
    assertThat(SIGNATURE.headers(KEY, request("PUT", "/a", Map.of(), "Welcome to Amazon S3.")))
        .containsEntry("x-amz-date", "20130524T000000Z")
        .containsEntry(
            "x-amz-content-sha256",
            "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072");
  }

  @Test
  void thePathIsSignedAsItIsSent() {
    assertThat(authorization("PUT", "/a%20b/c%2Bd/%C3%A4", Map.of(), ""))
        .isEqualTo(authorization("PUT", "/a%20b/c+d/%c3%a4", Map.of(), ""))
        .isNotEqualTo(authorization("PUT", "/a%20b/c%20d/%C3%A4", Map.of(), ""));
  }

  @Test
  void aPortIsSignedUnlessItIsTheUsualOne() {
    Request usual = new Request("GET", URI.create("https://s3.example.org:443/a"), Map.of(), null);
    Request without = new Request("GET", URI.create("https://s3.example.org/a"), Map.of(), null);
    Request other = new Request("GET", URI.create("https://s3.example.org:9000/a"), Map.of(), null);
    assertThat(SIGNATURE.headers(KEY, usual)).isEqualTo(SIGNATURE.headers(KEY, without));
    assertThat(SIGNATURE.headers(KEY, other)).isNotEqualTo(SIGNATURE.headers(KEY, without));
  }

  @Test
  void headersThatProxiesChangeAreNotSigned() {
    assertThat(authorization("PUT", "/a", Map.of("User-Agent", "Tributary"), ""))
        .isEqualTo(authorization("PUT", "/a", Map.of(), ""));
  }

  private static String authorization(
      String method, String path, Map<String, String> headers, @Nullable String body) {
    return SIGNATURE
        .headers(KEY, request(method, path, headers, body))
        .getOrDefault("authorization", "");
  }

  private static Request request(
      String method, String path, Map<String, String> headers, @Nullable String body) {
    return new Request(
        method,
        URI.create("https://examplebucket.s3.amazonaws.com" + path),
        headers,
        body == null ? null : body.getBytes(StandardCharsets.UTF_8));
  }
}
