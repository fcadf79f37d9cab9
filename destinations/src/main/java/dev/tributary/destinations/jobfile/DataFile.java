package dev.tributary.destinations.jobfile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import dev.tributary.contracts.Json;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the data of an upload, in UTF-8. Thread-safe. */
public final class DataFile {
  private static final CsvMapper CSV = new CsvMapper();

  private DataFile() {}

  /**
   * A CSV file (RFC 4180, with line feeds) whose first line is the header.
   *
   * @param rows each with one value per column; null is an empty value
   * @throws IllegalArgumentException if a row has another number of values
   */
  public static byte[] csv(List<String> columns, List<List<@Nullable String>> rows) {
    List<List<@Nullable String>> lines = new ArrayList<>();
    lines.add(new ArrayList<>(columns));
    for (List<@Nullable String> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "A row has %d values for %d columns".formatted(row.size(), columns.size()));
      }
      lines.add(row);
    }
    try {
      return CSV.writerFor(CSV.getTypeFactory().constructType(List.class)).writeValueAsBytes(lines);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The rows are no CSV", e);
    }
  }

  /** One JSON document per line. */
  public static byte[] jsonLines(List<? extends JsonNode> documents) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (JsonNode document : documents) {
      lines.writeBytes(Json.write(document));
      lines.write('\n');
    }
    return lines.toByteArray();
  }
}
