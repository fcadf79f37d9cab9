package dev.tributary.sandbox.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.Call;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The check of signatures, by the example that Amazon publishes. */
class S3Test {
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  private static final String AUTHORIZATION =
      "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
          + "SignedHeaders=host;x-amz-content-sha256;x-amz-date,"
          + "Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7";

  @Test
  void theSignatureOfTheExampleFitsItsRequestAndNoOther() {
    SignedRequest signed = SignedRequest.of(AUTHORIZATION);
    assertThat(signed.fits(list("2"), SECRET)).isTrue();
    assertThat(signed.fits(list("3"), SECRET)).isFalse();
    assertThat(signed.fits(list("2"), SECRET + "x")).isFalse();
  }

  private static Call list(String keys) {
    return new Call(
        "GET",
        "/",
        Map.of(),
        Map.of("max-keys", keys, "prefix", "J"),
        Map.of(
            "host", "examplebucket.s3.amazonaws.com",
            "x-amz-content-sha256",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "x-amz-date", "20130524T000000Z"),
        new byte[0]);
  }
}
