package dev.tributary.destinations.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.runtime.definitions.Idempotency;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Tells whether two requests are the same one. */
public final class Requests {
  private final ObjectMapper mapper;

  public Requests(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /** Null where the client sent no key. */
  @Nullable Idempotency idempotency(@Nullable String key, Object request) {
    if (key == null || key.isBlank()) {
      return null;
    }
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(mapper.writeValueAsBytes(request));
      return new Idempotency(key, HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException | JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
