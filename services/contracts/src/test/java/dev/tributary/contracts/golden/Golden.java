package dev.tributary.contracts.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files that hold what must not change by accident. With {@code -Dtributary.golden=write} they are
 * written anew; the difference is then to be read before it is committed.
 */
public final class Golden {
  private static final Path FOLDER =
      Path.of(System.getProperty("tributary.root", "../.."))
          .resolve("services/contracts/src/test/resources/golden");
  private static final boolean WRITE = "write".equals(System.getProperty("tributary.golden"));

  private Golden() {}

  public static JsonNode read(String name) {
    try {
      return Json.MAPPER.readTree(Files.readAllBytes(FOLDER.resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void assertMatches(String name, JsonNode actual) {
    String text = pretty(actual);
    Path file = FOLDER.resolve(name);
    try {
      if (WRITE) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
      }
      assertThat(text).isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String pretty(JsonNode json) {
    try {
      return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
