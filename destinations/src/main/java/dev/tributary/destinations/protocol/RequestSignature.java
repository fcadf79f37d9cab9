package dev.tributary.destinations.protocol;

import dev.tributary.destinations.connector.Authentication.Signature;
import dev.tributary.destinations.connector.Egress.Request;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests with HMAC (RFC 2104), as a connector declares it. Pure.
 *
 * @param now when the request is sent
 */
record RequestSignature(Signature form, Instant now) {
  private static final byte[] NOTHING = {};

  /** The headers that carry the signature and its time. */
  Map<String, String> headers(String key, Request request) {
    Map<String, String> headers = new LinkedHashMap<>();
    String timestampHeader = form.timestampHeader();
    if (timestampHeader != null) {
      headers.put(timestampHeader, timestamp());
    }
    headers.put(form.header(), form.prefix() + text(mac(key, signed(request))));
    return headers;
  }

  private byte[] signed(Request request) {
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    byte[] separator = form.separator().getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < form.parts().size(); i++) {
      if (i > 0) {
        signed.writeBytes(separator);
      }
      signed.writeBytes(part(form.parts().get(i), request));
    }
    return signed.toByteArray();
  }

  private byte[] part(Signature.Part part, Request request) {
    return switch (part) {
      case METHOD -> bytes(request.method());
      case HOST -> bytes(Objects.requireNonNullElse(request.uri().getHost(), ""));
      case PATH -> bytes(Objects.requireNonNullElse(request.uri().getRawPath(), ""));
      case QUERY -> bytes(Objects.requireNonNullElse(request.uri().getRawQuery(), ""));
      case TIMESTAMP -> bytes(timestamp());
      case BODY -> {
        byte[] body = request.body();
        yield body == null ? NOTHING : body;
      }
    };
  }

  private String timestamp() {
    return Long.toString(now.getEpochSecond());
  }

  private byte[] mac(String key, byte[] signed) {
    String algorithm = form.algorithm().standardName();
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(bytes(key), algorithm));
      return mac.doFinal(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC is part of every JDK", e);
    }
  }

  private String text(byte[] signature) {
    return switch (form.encoding()) {
      case HEX -> HexFormat.of().formatHex(signature);
      case BASE64 -> Base64.getEncoder().encodeToString(signature);
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
