package dev.tributary.runtime.quarantine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tributary.contracts.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * The headers of a quarantined message: a JSON object with values in base64. All written headers
 * can be read again, including names and values that are longer than our messages may have.
 */
public final class StoredHeaders {
  private static final TypeReference<Map<String, byte[]>> TYPE = new TypeReference<>() {};
  private static final JsonMapper UNLIMITED =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNameLength(Integer.MAX_VALUE)
                          .maxStringLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .build();

  private StoredHeaders() {}

  public static byte[] write(Map<String, byte[]> headers) {
    return Json.write(headers);
  }

  public static Map<String, byte[]> read(byte[] stored) {
    try {
      return UNLIMITED.readValue(stored, TYPE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
