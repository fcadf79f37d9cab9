package dev.tributary.sandbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/** The JSON format of the sandbox: absent fields stay absent, times are ISO 8601. */
public final class Json {
  /** Ignores unknown fields, as vendors do. */
  public static final ObjectMapper LENIENT =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
          .build();

  /** Refuses unknown fields, so that a misspelt fault is an error. */
  public static final ObjectMapper STRICT =
      LENIENT.copy().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private Json() {}

  /**
   * @throws IOException if the text is not such JSON; the message says where and why
   */
  public static <T> T read(ObjectMapper mapper, byte[] json, Class<T> type) throws IOException {
    T value = mapper.readValue(json, type);
    if (value == null) {
      throw new IOException("Expected a JSON object, found null.");
    }
    return value;
  }

  /**
   * The body of a request that was checked before.
   *
   * @throws IllegalStateException if the body is not JSON
   */
  public static JsonNode tree(Call call) {
    try {
      return LENIENT.readTree(call.body());
    } catch (IOException e) {
      throw new IllegalStateException("The document requires JSON", e);
    }
  }

  public static byte[] bytes(Object value) {
    try {
      return LENIENT.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Our own answers are writable", e);
    }
  }
}
