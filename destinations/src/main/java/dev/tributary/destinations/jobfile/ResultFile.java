package dev.tributary.destinations.jobfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.JobAnswer.OfResults;
import dev.tributary.destinations.connector.JobAnswer.Result;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a file with results, row by row: only one row and the results are in memory besides the
 * file. A file with a row that cannot be read gives no results at all. The last row counts only if
 * a line end follows it: otherwise the file is cut, perhaps within the row. Thread-safe.
 */
public final class ResultFile {
  private static final ObjectReader CSV =
      new CsvMapper()
          .enable(CsvParser.Feature.WRAP_AS_ARRAY)
          .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
          .readerFor(String[].class);

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private ResultFile() {}

  /** Reads the result of a row. Pure. */
  @FunctionalInterface
  public interface Rows {
    /**
     * Returns the result; empty if the row is about none of the items.
     *
     * @param row the values by column
     */
    Optional<Result> result(Map<String, String> row);
  }

  /** Reads the result of a line. Pure. */
  @FunctionalInterface
  public interface Documents {
    /** Returns the result; empty if the line is about none of the items. */
    Optional<Result> result(JsonNode document);
  }

  /**
   * Reads a CSV file (RFC 4180) in UTF-8 with a header. Columns can be in any order.
   *
   * @param required the columns without which the file cannot be understood
   * @return {@link OfResults.Unreadable} if the header has not all of these columns or has a column
   *     twice, or if a row has another number of values than the header
   */
  public static OfResults csv(byte[] file, List<String> required, Rows rows) {
    try (InputStream content = content(file);
        MappingIterator<String[]> lines = CSV.readValues(content)) {
      if (!lines.hasNextValue()) {
        return new OfResults.Unreadable("The file has no header");
      }
      List<String> header = List.of(lines.nextValue());
      if (!header.containsAll(required) || header.stream().distinct().count() < header.size()) {
        return new OfResults.Unreadable(
            "The header of the file is %s; it must have each of %s".formatted(header, required));
      }
      List<Result> results = new ArrayList<>();
      while (lines.hasNextValue()) {
        String[] values = lines.nextValue();
        if (values.length != header.size()) {
          return new OfResults.Unreadable(
              "A row of the file has %d values for %d columns"
                  .formatted(values.length, header.size()));
        }
        if (lines.hasNextValue() || endsWithLine(file)) {
          rows.result(row(header, values)).ifPresent(results::add);
        }
      }
      return new OfResults.Read(results, null);
    } catch (IOException | RuntimeJsonMappingException e) {
      return new OfResults.Unreadable("The file is no CSV: " + e.getMessage());
    }
  }

  private static Map<String, String> row(List<String> header, String[] values) {
    Map<String, String> row = new HashMap<>();
    for (int i = 0; i < values.length; i++) {
      row.put(header.get(i), values[i]);
    }
    return row;
  }

  /** Reads a file in UTF-8 with one JSON document per line. */
  public static OfResults jsonLines(byte[] file, Documents documents) {
    try (InputStream content = content(file);
        MappingIterator<JsonNode> lines =
            Json.MAPPER.readerFor(JsonNode.class).readValues(content)) {
      List<Result> results = new ArrayList<>();
      while (lines.hasNextValue()) {
        JsonNode document = lines.nextValue();
        if (lines.hasNextValue() || endsWithLine(file)) {
          documents.result(document).ifPresent(results::add);
        }
      }
      return new OfResults.Read(results, null);
    } catch (IOException | RuntimeJsonMappingException e) {
      return new OfResults.Unreadable("The file is no JSON: " + e.getMessage());
    }
  }

  private static boolean endsWithLine(byte[] file) {
    byte last = file[file.length - 1];
    return last == '\n' || last == '\r';
  }

  private static InputStream content(byte[] file) throws IOException {
    InputStream content = new ByteArrayInputStream(file);
    content.mark(BYTE_ORDER_MARK.length);
    byte[] start = content.readNBytes(BYTE_ORDER_MARK.length);
    if (!Arrays.equals(start, BYTE_ORDER_MARK)) {
      content.reset();
    }
    return content;
  }
}
